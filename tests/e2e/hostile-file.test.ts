/** Files that no room has written: whoever is sent one loses nothing by opening it. */
import { Buffer } from "node:buffer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definition as agent } from "../../party/rooms/agent.ts";
import { definition as conversation } from "../../party/rooms/conversation.ts";
import type { RoomDefinition } from "../../party/engine/definition.ts";
import { fileOf } from "../../web/visualizer/life/replay-file.ts";
import { Stage } from "./support/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const SCRIPT = "<script>window.ran=1</script><img src=x onerror=window.ran=1>";
const by = { role: "customer", id: "demo_k3", project: "demo", name: SCRIPT };

function written(definition: RoomDefinition, room: string, ...events: { type: string; [field: string]: unknown }[]) {
  const rows = events.map((event, at) => ({
    seq: at + 1,
    at,
    event: { ...event, at },
    to: { [SCRIPT]: SCRIPT },
    effects: [],
  }));
  const text = JSON.stringify(fileOf(definition, { room, rows, receipts: [] }, 1));
  return { name: "replay.json", mimeType: "application/json", buffer: Buffer.from(text) };
}

test("VZ14 nothing in a file runs, and one that no page can show is told so, and the next one opens", async () => {
  const page = await (await stage.someone()).newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${stage.url}/machines/file`);
  const choose = page.getByLabel("Elegir un archivo");
  const another = page.getByRole("button", { name: "Abrir otro" });
  // What the page would take for a node of its own.
  const node = { nodeType: 1 };
  const profile = { role: "agent", disabled: false, departments: [], capacity: 1, graceMs: 1 };
  const from = { party: "project", room: "demo" };
  await choose.setInputFiles(written(agent, "demo_ana", { type: "profile.changed", ...profile, name: node, from }));
  await page.getByRole("alert").filter({ hasText: "No se ha podido leer." }).waitFor();
  await another.click();
  const wrote = { type: "customer.wrote", by, commandId: "c" };
  await choose.setInputFiles(
    written(conversation, "demo_k3", { ...wrote, text: SCRIPT }, { ...wrote, type: SCRIPT, text: "" }),
  );
  await page.getByRole("tab", { name: "Conversación" }).click();
  await page.getByText(SCRIPT, { exact: true }).first().waitFor();
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
  expect(await page.locator("main img, main script").count()).toBe(0);
  expect(errors).toEqual([]);
});
