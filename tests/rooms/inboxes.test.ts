/** Numbers of a project, as its administrators set them up: who may, what is said of what is wrong, and what nobody is ever told. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { InboxView } from "../../party/protocol/inboxes.ts";
import { GraphApi } from "../harness/graph-api.ts";
import { content } from "../harness/graph/payloads.ts";
import { Agent } from "../harness/people.ts";
import type { Browser } from "./support/browser.ts";
import { connect, described, settingsOf, webhookOf, type Listed } from "./support/numbers.ts";
import { EMAILS, OTHER, World } from "./support/two-projects.ts";

let world: World;
let graph: GraphApi;
let john: Browser;
beforeAll(async () => {
  world = await World.begin();
  graph = await GraphApi.start();
  ({ john } = world.browsers);
});
afterAll(async () => {
  await world.end();
  await graph.stop();
});

const list = async (who = john) => (await who.get<Listed>("/inboxes")).body;
const id = () => `wa${graph.number.id}`;

describe("setting one up", () => {
  test("IN1 says of each field that is missing or looks wrong which one it is, and sets up nothing", async () => {
    const settings = settingsOf(graph);
    const wrong: [object, number, object][] = [
      [{ settings: { ...settings, phoneNumberId: "" } }, 400, { error: "settingMissing", field: "phoneNumberId" }],
      [
        { settings: { ...settings, phoneNumberId: "+34 600" } },
        400,
        { error: "settingInvalid", field: "phoneNumberId" },
      ],
      [{ settings: { ...settings, appSecret: "abc" } }, 400, { error: "settingInvalid", field: "appSecret" }],
      [{ settings: { ...settings, appSecret: undefined } }, 400, { error: "settingMissing", field: "appSecret" }],
      [{ settings: { ...settings, more: "x" } }, 400, { error: "settingInvalid", field: "more" }],
      [{ baseUrl: "http://graph.example" }, 400, { error: "settingInvalid", field: "baseUrl" }],
      [{ baseUrl: "https://user:password@graph.example" }, 400, { error: "settingInvalid", field: "baseUrl" }],
      [{ baseUrl: "no address" }, 400, { error: "settingInvalid", field: "baseUrl" }],
      [{ department: "luna" }, 409, { error: "departmentUnknown" }],
      [{ name: " " }, 409, { error: "nameMissing" }],
      [{ name: "x".repeat(81) }, 409, { error: "nameTooLong" }],
      [{ id: "wa12345" }, 404, { error: "not found" }],
    ];
    for (const [more, status, body] of wrong) {
      const answer = await john.post("/inboxes", described(graph, undefined, more as Record<string, unknown>));
      expect([more, answer.status, answer.body]).toEqual([more, status, body]);
    }
    expect((await list()).inboxes).toEqual([]);
  });

  test("IN1 IN6 IN12 looks up whether it works, and every panel sees it without being asked", async () => {
    const ana = await Agent.signIn(world.centre.url, "demo_luis");
    expect(await connect(world.centre, graph, john)).toBe(id());
    const shown = { id: id(), name: "Ventas", channel: "whatsapp", department: "general", works: true };
    await ana.catalogue.until(() => ana.catalogue.topic("inboxes") !== undefined);
    const row = () => (ana.catalogue.topic("inboxes") as Record<string, InboxView>)[`inboxes:${id()}`];
    await ana.catalogue.until(() => row()?.works === true);
    expect(row()).toMatchObject({ ...shown, shown: expect.stringContaining("555") as string });
    expect((await list()).inboxes).toMatchObject([
      { ...shown, webhookUrl: webhookOf(world.centre), isChecking: false },
    ]);
    ana.vanish();
  });

  test("IN1 a number is set up once, and changed by its own id alone", async () => {
    const again = await john.post("/inboxes", described(graph));
    expect([again.status, again.body]).toEqual([409, { error: "inboxExists" }]);
    const other = described(graph, graph.addNumber(), { id: id() });
    const moved = await john.post("/inboxes", other);
    expect([moved.status, moved.body]).toEqual([400, { error: "settingInvalid", field: "phoneNumberId" }]);
    expect((await list()).inboxes).toHaveLength(1);
  });
});

describe("what opens it", () => {
  const secrets = () => [graph.token, graph.app.secret];

  test("IN7 is told to nobody, whatever they ask, and is nowhere in the log", async () => {
    const seen = JSON.stringify([
      await list(),
      (await john.post(`/inboxes/${id()}/check`)).body,
      (await world.browsers.luis.get(`/inboxes/${id()}/templates`)).body,
      world.centre.logs(),
    ]);
    for (const secret of secrets()) expect(seen).not.toContain(secret);
    expect((await list()).inboxes[0]).toMatchObject({ secrets: ["accessToken", "appSecret"] });
    const socket = await world.socket(john, { party: "project", room: "demo" });
    const welcome = JSON.stringify(await socket.hello());
    expect(welcome).toContain(`inboxes:${id()}`);
    expect(welcome).not.toMatch(/sealed|accessToken|appSecret/);
    socket.socket.close();
  });

  test("IN7 stays where it is left out, is replaced where it is said, and the audit log says which, and no more", async () => {
    const { accessToken: _token, appSecret: _secret, ...plain } = settingsOf(graph);
    const renamed = await john.post(
      "/inboxes",
      described(graph, undefined, { id: id(), name: "Soporte", settings: plain }),
    );
    expect([renamed.status, renamed.body]).toMatchObject([200, { inbox: { name: "Soporte", works: true } }]);
    const bad = `EAAG${"x".repeat(60)}`;
    const replaced = await john.post(
      "/inboxes",
      described(graph, undefined, { id: id(), name: "Soporte", settings: { ...plain, accessToken: bad } }),
    );
    expect([replaced.status, replaced.body]).toMatchObject([200, { inbox: { works: false } }]);
    expect(JSON.stringify(replaced.body)).not.toContain(bad);
    const back = await john.post(
      "/inboxes",
      described(graph, undefined, { id: id(), settings: { ...plain, accessToken: graph.token } }),
    );
    expect(back.body).toMatchObject({ inbox: { works: true } });
    const socket = await world.socket(john, { party: "project", room: "demo" });
    const { lists } = await socket.hello();
    const noted = (lists["audit"]!.rows as unknown as { what: string; detail: string; by: string }[])
      .filter(({ what }) => what.startsWith("inbox"))
      .map(({ what, detail, by }) => [what, detail, by]);
    expect(noted).toEqual([
      ["inboxAdded", "Ventas", "demo_john"],
      ["inboxChanged", "name", "demo_john"],
      ["inboxChanged", "accessToken", "demo_john"],
      ["inboxChanged", "name, accessToken", "demo_john"],
    ]);
    socket.socket.close();
  });

  test("IN7 is not told to another address than that for which it was given", async () => {
    const { accessToken: _token, appSecret: _secret, ...plain } = settingsOf(graph);
    const elsewhere = await GraphApi.start();
    const answer = await john.post("/inboxes", described(elsewhere, undefined, { id: id(), settings: plain }));
    expect([answer.status, answer.body]).toEqual([400, { error: "settingMissing", field: "accessToken" }]);
    expect(elsewhere.log).toEqual([]);
    await elsewhere.stop();
  });
});

describe("who may", () => {
  test("IN7 only administrators see, change, check or remove them; who takes conversations sees their templates", async () => {
    const { luis, marta, elena, eva } = world.browsers;
    const forbidden = [403, { error: "forbidden" }];
    for (const who of [luis, marta, elena])
      for (const [method, path, body] of [
        ["GET", "/inboxes"],
        ["POST", "/inboxes", described(graph)],
        ["POST", `/inboxes/${id()}/check`, {}],
        ["DELETE", `/inboxes/${id()}`],
      ] as const) {
        const answer = await who.ask(method, path, body);
        expect([path, answer.status, answer.body]).toEqual([path, ...forbidden]);
      }
    expect((await luis.get(`/inboxes/${id()}/templates`)).status).toBe(200);
    const looksOn = await elena.get(`/inboxes/${id()}/templates`);
    expect([looksOn.status, looksOn.body]).toEqual(forbidden);
    // An administrator of another project knows of none.
    for (const [method, path] of [
      ["POST", `/inboxes/${id()}/check`],
      ["DELETE", `/inboxes/${id()}`],
      ["GET", `/inboxes/${id()}/templates`],
    ] as const)
      expect([path, (await eva.ask(method, path, method === "GET" ? undefined : {})).status]).toEqual([path, 404]);
    expect((await list(eva)).inboxes).toEqual([]);
  });

  test("IN7 who was an administrator when they signed in, and is none now, changes none any more", async () => {
    const { eva } = world.browsers;
    const describes = async (role: string) => {
      // An account that is not hers: she does not hear of it, and her session goes on as it was.
      const person = { id: "other_eva", email: EMAILS.eva, account: `a${"1".repeat(40)}`, name: "Eva Sol", role };
      const command = {
        type: "project.describe",
        name: "Otra Tienda",
        timeZone: "UTC",
        departments: [{ id: "general", name: "General" }],
        people: [{ ...person, departments: ["general"], capacity: null }],
      };
      const body = JSON.stringify({ project: OTHER, command });
      const answer = await fetch(`${world.centre.url}/test/project`, { method: "POST", body });
      expect(await answer.json()).toMatchObject({ kind: "done" });
    };
    await describes("supervisor");
    const answer = await eva.post("/inboxes", described(graph));
    expect([answer.status, answer.body]).toEqual([403, { error: "rightsChanged" }]);
    await describes("administrator");
    expect((await eva.post("/inboxes", described(graph))).status).toBe(200);
    expect((await eva.ask("DELETE", `/inboxes/${id()}`)).status).toBe(200);
  });
});

describe("templates", () => {
  test("IN9 are the provider's, for who writes with them; those before stay where they cannot be had", async () => {
    const body = (text: string) => ({ type: "BODY", text });
    for (let n = 0; n < 120; n++)
      graph.setup.templates.push({
        id: `${n}`,
        name: `aviso_${n}`,
        language: "es",
        status: "APPROVED",
        category: "UTILITY",
        components: [body(`Hola {{1}}, ${"su pedido está listo. ".repeat(20)}${n}`)],
      });
    const other = graph.addNumber();
    await connect(world.centre, graph, john, other);
    const path = `/inboxes/wa${other.id}/templates`;
    const { templates } = (await world.browsers.luis.get<{ templates: { name: string; parts: object[] }[] }>(path))
      .body;
    expect(templates.map(({ name }) => name)).toEqual(Array.from({ length: 120 }, (_, n) => `aviso_${n}`));
    expect(templates[7]!.parts).toMatchObject([{ type: "body", parameters: ["1"] }]);
    await john.ask("DELETE", `/inboxes/wa${other.id}`);
  });
});

describe("removing one", () => {
  test("IN8 what is said to it goes nowhere from then on, and its threads stay; set up again its customers are who they were", async () => {
    const ana = await Agent.signIn(world.centre.url, "demo_ana");
    await graph.say({ phone: "34600111222", name: "Paz" }, content.text("Hola"));
    await ana.until(() => ana.assignments.some(({ customerName }) => customerName === "Paz"));
    const { thread } = ana.assignments.find(({ customerName }) => customerName === "Paz")!;
    expect((await john.ask("DELETE", `/inboxes/${id()}`)).status).toBe(200);
    expect((await list()).inboxes).toEqual([]);
    expect((await john.ask("DELETE", `/inboxes/${id()}`)).status).toBe(404);
    // Known to this isolate for a while yet: it is answered, and nobody is met.
    const late = await graph.deliver(graph.saying({ phone: "34600111222", name: "Paz" }, content.text("¿Hola?")));
    expect([200, 401]).toContain(late);
    const screen = ana.thread(thread);
    await screen.until(() => screen.texts.includes("Hola"));
    expect(screen.texts).toEqual(["Hola"]);
    await connect(world.centre, graph, john);
    await graph.say({ phone: "34600111222", name: "Paz" }, content.text("Otra vez"));
    await screen.until(() => screen.texts.includes("Otra vez"));
    expect(screen.texts).toEqual(["Hola", "Otra vez"]);
    ana.vanish();
  });
});
