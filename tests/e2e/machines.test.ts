/** The page of the machines: what is drawn is what there is, and all of it can be found, read and taken along. */
import { readFile } from "node:fs/promises";
import type { Download, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chartOf } from "../../web/visualizer/chart/chart-of.ts";
import type { Chart, ChartTransition } from "../../web/visualizer/chart/model.ts";
import { MACHINES } from "../../web/visualizer/machines.ts";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { drawnOn, isInside, overlap, touches, type Drawn } from "./support/drawn.ts";
import { Panel } from "./support/screens.ts";
import { Stage, seriousIn } from "./support/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const CHARTS = MACHINES.map(({ machine }) => chartOf(machine));
const sorted = (some: Iterable<string>): string[] => [...some].sort();

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${stage.url}/machines${path}`);
  await page.locator("h1").waitFor();
}

/** Near enough to be read. */
async function openChart(page: Page, chart: Chart): Promise<Drawn> {
  await open(page, `/${chart.id}?select=${chart.id}`);
  await page.locator(".chart-sheet:not([data-far]) svg.chart").waitFor();
  return drawnOn(page);
}

/** The words of a transition that must be found where it is drawn. */
const wordsOf = ({ event, guard, refuses, place, targets }: ChartTransition): string[] => [
  // A row under another one of the same event does not say it again.
  ...(event !== "" && (place === 0 || targets.length > 0) ? [event] : []),
  ...(guard === null ? [] : [`[${guard}]`]),
  ...refuses,
];

const together = (text: string): string => text.replace(/\s+/g, "");

function expectDrawn(chart: Chart, drawn: Drawn): void {
  const { states, transitions } = chart;
  expect(sorted(drawn.states.map(({ id }) => id))).toEqual(sorted(states.map(({ id }) => id)));
  expect(sorted(drawn.rows.map(({ id }) => id))).toEqual(
    sorted(transitions.filter(({ targets }) => targets.length === 0).map(({ id }) => id)),
  );
  expect(sorted(drawn.arrows.map(({ id, target }) => `${id} ${target}`))).toEqual(
    sorted(transitions.flatMap(({ id, targets }) => targets.map((target) => `${id} ${target}`))),
  );
  const kinds = new Map(states.map(({ id, kind }) => [id, kind]));
  const boxes = new Map(drawn.states.map(({ id, box }) => [id, box]));
  /** Below its own texts: from there its arrows to what it holds begin. */
  const inner = new Map(
    drawn.states.map(({ id, box, divider }) => [
      id,
      divider === null ? box : { ...box, y: divider, height: box.y + box.height - divider },
    ]),
  );
  for (const { id, key, kind, parent, initial } of states) {
    expect(drawn.states.find((state) => state.id === id)).toMatchObject({
      kind,
      title: key,
      isFramed: kind === "final",
      isRegion: kinds.get(parent ?? "") === "parallel",
    });
    if (parent !== null) expect([id, isInside(boxes.get(id)!, boxes.get(parent)!)]).toEqual([id, true]);
    if (initial !== null)
      expect([id, drawn.initials.filter((tip) => touches(tip, boxes.get(initial)!)).length]).toEqual([id, 1]);
  }
  expect(drawn.initials).toHaveLength(states.filter(({ initial }) => initial !== null).length);
  for (const transition of transitions) {
    const { id, source } = transition;
    const row = drawn.rows.find((one) => one.id === id);
    const arrows = drawn.arrows.filter((one) => one.id === id);
    if (row) expect([id, row.state]).toEqual([id, source]);
    for (const { from, to, target } of arrows)
      expect([
        id,
        touches(from, boxes.get(source)!) || touches(from, inner.get(source)!),
        touches(to, boxes.get(target)!),
      ]).toEqual([id, true, true]);
    for (const { words } of row ? [row] : arrows) {
      const text = together(words.map(({ text }) => text).join(""));
      for (const part of wordsOf(transition)) expect([id, text]).toEqual([id, expect.stringContaining(together(part))]);
    }
  }
}

/** What stands on what, in words. */
function collisions(chart: Chart, { states, arrows, words }: Drawn): string[] {
  const found: string[] = [];
  const parents = new Map(chart.states.map(({ id, parent }) => [id, parent]));
  const holds = (outer: string, inner: string): boolean => {
    for (let one = parents.get(inner) ?? null; one !== null; one = parents.get(one) ?? null)
      if (one === outer) return true;
    return false;
  };
  states.forEach((a, index) => {
    for (const b of states.slice(index + 1))
      if (!holds(a.id, b.id) && !holds(b.id, a.id) && overlap(a.box, b.box)) found.push(`${a.id} and ${b.id}`);
  });
  words.forEach((a, index) => {
    for (const b of words.slice(index + 1)) if (overlap(a, b)) found.push(`"${a.text}" and "${b.text}"`);
  });
  // A label stands in a box or beside it, and what is written in a box does not reach out of it.
  for (const { text, ...its } of words)
    for (const { id, box } of states)
      if (overlap(its, box) && !isInside(its, box)) found.push(`"${text}" and the edge of ${id}`);
  const leaves = states.filter(({ id }) => !states.some((other) => holds(id, other.id)));
  for (const arrow of arrows)
    for (const label of arrow.words)
      for (const { id, box } of leaves) if (overlap(label, box)) found.push(`"${label.text}" of ${arrow.id} and ${id}`);
  return found;
}

test("VZ1 each machine is drawn with every state and transition that it has, none missing, none invented, and nothing stands on anything else", async () => {
  const page = await (await stage.someone()).newPage();
  for (const chart of CHARTS) {
    const drawn = await openChart(page, chart);
    expectDrawn(chart, drawn);
    expect(collisions(chart, drawn)).toEqual([]);
  }
});

test("VZ2 the gallery shows every machine with what it is for, and one box finds a rule, a refusal and a timer, and leads to the place", async () => {
  const page = await (await stage.someone()).newPage();
  await open(page, "");
  const cards = page.locator(".gallery-card");
  expect(await cards.count()).toBe(MACHINES.length);
  for (const chart of CHARTS) {
    const card = cards.filter({ has: page.locator(`a[href="/machines/${chart.id}"]`) });
    const states = chart.states.length;
    await card.getByText(states === 1 ? "1 estado" : `${states} estados`).waitFor();
    await card.locator("svg").waitFor();
  }
  const box = page.getByRole("searchbox", { name: "Buscar en todas las máquinas" });
  const found = (kind: string) => page.locator("section").filter({ has: page.getByRole("heading", { name: kind }) });
  await box.fill("posponer 30 días");
  expect(await found("Rechazos").count()).toBe(0);
  await box.fill("como mucho 30 dias");
  await found("Rechazos").getByRole("link", { name: "snoozeTooLong" }).waitFor();
  await box.fill("CV22");
  await found("Reglas").getByText("The holder may put a conversation aside until a time ahead").waitFor();
  await box.fill("snooze");
  await found("Temporizadores").getByRole("link", { name: "snooze", exact: true }).click();
  await page.getByRole("heading", { name: "Conversación", level: 1 }).waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  expect(await page.title()).toBe("Conversación · Turno");
  const details = page.getByRole("complementary", { name: "Detalles" });
  await details.getByRole("heading", { name: "Temporizadores que pone en marcha" }).waitFor();
  await details
    .getByText(/30 días/)
    .first()
    .waitFor();
  await page.goBack();
  await cards.first().waitFor();
});

test("VZ3 by the keyboard alone one reads the outline, opens what is said of a transition, and comes back to where one was", async () => {
  const page = await (await stage.someone()).newPage();
  await open(page, "/agent");
  const tree = page.getByRole("tree", { name: "Esquema" });
  await tree.waitFor();
  const chart = CHARTS.find(({ id }) => id === "agent")!;
  expect(await tree.getByRole("treeitem").count()).toBe(chart.states.length + chart.transitions.length);
  await tree.getByRole("treeitem").first().focus();
  const at = () => page.evaluate(() => document.activeElement?.getAttribute("data-row"));
  const first = chart.transitions.find(({ source }) => source === "agent")!;
  await page.keyboard.press("ArrowDown");
  expect(await at()).toBe(first.id);
  // What the keyboard is at is marked in the drawing, and in sight.
  const inSight = page.locator(".chart .pointed");
  expect(await inSight.getAttribute("data-id")).toBe(first.id);
  const [frame, place] = await Promise.all([page.locator(".chart-scroller").boundingBox(), inSight.boundingBox()]);
  expect(isInside(place!, frame!)).toBe(true);
  await page.keyboard.press("Enter");
  const details = page.getByRole("complementary", { name: "Detalles" });
  await details.getByRole("heading", { name: first.event }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(first.event);
  expect(new URL(page.url()).searchParams.get("select")).toBe(first.id);
  await page.keyboard.press("Escape");
  expect(await at()).toBe(first.id);
  expect(new URL(page.url()).search).toBe("");
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  expect(await at()).toBe("agent");
  await page.keyboard.press("ArrowLeft");
  expect(await tree.getByRole("treeitem").filter({ visible: true }).count()).toBe(1);
  // Larger, smaller, all of it; and over the drawing itself by arrow keys.
  const width = async () => (await page.locator("svg.chart").boundingBox())!.width;
  await page.keyboard.press("0");
  const whole = await width();
  for (let times = 0; times < 6; times++) await page.keyboard.press("+");
  expect(await width()).toBeGreaterThan(whole * 3);
  await page.locator(".chart-scroller").focus();
  const before = (await page.locator("svg.chart").boundingBox())!.y;
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction((y) => document.querySelector("svg.chart")!.getBoundingClientRect().y < y, before);
  await page.keyboard.press("0");
  await page.waitForFunction(
    (wanted) => Math.abs(document.querySelector("svg.chart")!.getBoundingClientRect().width - wanted) < 1,
    whole,
  );
});

test("VZ4 a transition says its guard, its refusals in the product's words, its rules, its candidates and the tests that take it; a search in the chart goes from place to place", async () => {
  const page = await (await stage.someone()).newPage();
  const chart = CHARTS.find(({ id }) => id === "conversation")!;
  const refusing = chart.transitions.find(({ refuses }) => refuses.includes("snoozeTooLong"))!;
  await open(page, `/conversation?select=${encodeURIComponent(refusing.id)}`);
  const details = page.getByRole("complementary", { name: "Detalles" });
  await details.getByText("«Como mucho, 30 días»").waitFor();
  await details.getByText(refusing.guard!, { exact: true }).first().waitFor();
  await details.getByText("CV22").first().waitFor();
  await details
    .getByText(/^tests\/machines\/conversation\./)
    .first()
    .waitFor();
  const candidates = chart.transitions.filter(
    ({ event, source }) => event === refusing.event && source === refusing.source,
  );
  expect(await details.locator(".details-transitions").last().getByRole("button").count()).toBe(candidates.length);

  const box = page.getByRole("searchbox", { name: "Buscar en el gráfico" });
  await box.fill("transferUndo undo.asked");
  await page.getByText("Nada", { exact: true }).waitFor();
  await box.fill("alreadyTransferring");
  const places = chart.transitions.filter(({ refuses }) => refuses.includes("alreadyTransferring"));
  await page.getByText(`${places.length} lugares`).waitFor();
  expect(await page.locator(".chart .found").count()).toBe(places.length);
  await box.press("Enter");
  await page.getByText(`1 de ${places.length}`).waitFor();
  await box.press("Shift+Enter");
  await page.getByText(`${places.length} de ${places.length}`).waitFor();
  await page.getByRole("button", { name: "Cerrar los detalles" }).click();
  await details.getByRole("heading", { name: "La máquina" }).waitFor();
});

test("VZ1 a machine is taken along as a drawing, a picture, Mermaid and XState's JSON, and each of them can be read", async () => {
  const page = await (await stage.someone({ ...DESKTOP, colorScheme: "dark" })).newPage();
  const chart = CHARTS.find(({ id }) => id === "account")!;
  await open(page, "/account");
  const take = async (name: string): Promise<{ file: string; bytes: Buffer }> => {
    await page.getByRole("button", { name: "Exportar" }).click();
    const coming: Promise<Download> = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    const download = await coming;
    return { file: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const svg = await take("Dibujo (SVG)");
  expect(svg.file).toBe("account.svg");
  const read = await page.evaluate((text) => {
    const picture = new DOMParser().parseFromString(text, "image/svg+xml");
    const all = [...picture.querySelectorAll("*")];
    return {
      faults: picture.querySelectorAll("parsererror").length,
      ids: all.flatMap((element) => element.getAttribute("data-id") ?? []),
      texts: [...picture.querySelectorAll("text")].map((element) => element.textContent),
      ground: picture.querySelector("rect")!.getAttribute("fill"),
      // Nothing that only the page's own styles would explain.
      asks: all.filter((element) => element.matches("[class], [style], style, image, use, script")).length,
    };
  }, svg.bytes.toString());
  expect(read).toMatchObject({ faults: 0, asks: 0, ground: "rgb(14, 20, 18)" });
  expect(sorted(new Set(read.ids))).toEqual(sorted([...chart.states, ...chart.transitions].map(({ id }) => id)));
  expect(read.texts).toContain("settingUp");

  const png = await take("Imagen (PNG)");
  expect([png.file, png.bytes.subarray(1, 4).toString()]).toEqual(["account.png", "PNG"]);
  const size = await page.evaluate(
    async (text) => {
      const [, width = "", height = ""] = /width="([\d.]+)" height="([\d.]+)"/.exec(text) ?? [];
      return [Number(width), Number(height)];
    },
    svg.bytes.toString().match(/<svg[^>]*>/)![0],
  );
  expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual(size.map((side) => Math.round(side * 2)));

  const mermaid = await take("Mermaid");
  expect([mermaid.file, mermaid.bytes.toString()]).toEqual([
    "account.mmd",
    expect.stringMatching(/^stateDiagram-v2\n/),
  ]);
  const json = await take("XState (JSON)");
  expect([json.file, JSON.parse(json.bytes.toString())]).toEqual([
    "account.json",
    expect.objectContaining({ id: "account", type: "parallel" }),
  ]);
});

test("the gallery and a machine have nothing that axe calls serious, in light and dark, on a desk and in a hand", async () => {
  for (const options of [DESKTOP, PHONE]) {
    const page = await (await stage.someone(options)).newPage();
    const expectNothing = async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await seriousIn(page)).toEqual([]);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    };
    await open(page, "");
    await page.locator(".gallery-card svg").last().waitFor();
    await expectNothing();
    await open(page, "/queue?select=queue.clear&find=conversation");
    await page.locator(".chart .selected").waitFor();
    await expectNothing();
  }
});

test("VZ5 who oversees the project goes from the panel to the machines; an agent is not shown the way", async () => {
  const elena = await Panel.open(await stage.someone(), stage.url, "Elena Ruiz");
  await elena.page.keyboard.press("Control+k");
  await elena.page.getByRole("combobox", { name: "Comandos" }).fill("máquinas");
  const coming = elena.page.context().waitForEvent("page");
  await elena.page.keyboard.press("Enter");
  const hers = await coming;
  await hers.getByRole("heading", { name: "Máquinas", level: 1 }).waitFor();
  await hers.getByRole("link", { name: "En vivo y repetición" }).click();
  expect(await hers.getByRole("link", { name: "La cola de tu proyecto" }).getAttribute("href")).toBe(
    "/machines/life/queue/demo",
  );
  await hers.getByLabel("Qué sala").selectOption("agent");
  await hers.getByLabel("Su id").fill("demo_ana");
  await hers.getByRole("button", { name: "Abrir" }).click();
  await hers.waitForURL("**/machines/life/agent/demo_ana*");
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.page.keyboard.press("Control+k");
  await ana.page.getByRole("combobox", { name: "Comandos" }).fill("máquinas");
  await ana.page.getByText("No hay ningún comando con esas palabras").waitFor();
  await open(ana.page, "/life");
  await ana.page.getByText("Tu rol no permite ver las salas.").waitFor();
  const stranger = await (await stage.someone()).newPage();
  await open(stranger, "/life");
  await stranger.getByRole("link", { name: "el panel" }).waitFor();
});
