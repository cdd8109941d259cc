/** People come, change and go in a project, in the real runtime and by the real letters. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuditRow, MemberView } from "../../party/protocol/members.ts";
import { readPartykitConfig } from "../harness/bundle.ts";
import { Agent, Customer, type Watched } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { Browser, PASSWORD, give, works } from "./support/browser.ts";
import { startDemo } from "./support/demo.ts";

let centre: Centre;
let john: Agent;
beforeAll(async () => {
  const { parties } = readPartykitConfig();
  centre = await startDemo({ main: "tests/harness/fixture/with-accounts.ts", parties });
  john = await Agent.signIn(centre.url, "demo_john");
});
afterAll(() => centre.dispose());

const manage = (command: { type: string; [field: string]: unknown }) => john.catalogue.client.send(command);
const member = (email: string) =>
  Object.values((john.catalogue.topic("members") ?? {}) as Record<string, MemberView>).find(
    (one) => one.email === email,
  );
const audit = () => (john.catalogue.client.mirror.lists.audit?.rows ?? []) as readonly AuditRow[];
const invite = (email: string, more: object = {}) =>
  manage({
    type: "member.invite",
    email,
    role: "agent",
    departments: ["general"],
    capacity: null,
    locale: "es",
    url: centre.url,
    ...more,
  });

/** In the order in which they were sent. */
async function lettersTo(email: string): Promise<string[]> {
  const { letters } = (await (await fetch(`${centre.url}/api/demo/outbox`)).json()) as {
    letters: { to: string; template: string }[];
  };
  return letters
    .filter(({ to }) => JSON.stringify(to).includes(email))
    .map(({ template }) => template)
    .toReversed();
}

/** What the letter's link has after `invite=`: the newest one to this address. */
async function linkTo(email: string): Promise<string> {
  await john.catalogue.until(() => member(email)?.invitation?.letter === "sent");
  const { letters } = (await (await fetch(`${centre.url}/api/demo/outbox`)).json()) as {
    letters: { to: string; text: string }[];
  };
  const letter = letters.find(({ to }) => JSON.stringify(to).includes(email))!;
  return /#invite=(\S+)/.exec(letter.text)![1]!;
}

test("ME1 ME2 ME8 AC19 who is invited gets a letter, says yes, signs in with a password of their own, and works here", async () => {
  expect(await invite(" Zoe@Example.com ")).toEqual({ kind: "done" });
  const link = await linkTo("zoe@example.com");
  const browser = new Browser(centre.url);
  expect(await browser.ask("POST", "/invitation/look", { link })).toMatchObject({
    status: 200,
    body: { project: "Tienda Demo", email: "zoe@example.com", hasPassword: false },
  });
  const says = { link, name: "Zoe Ruiz", locale: "es" };
  expect(await browser.ask("POST", "/invitation/accept", { ...says, password: "corta" })).toMatchObject({
    status: 422,
    body: { error: "passwordTooShort" },
  });
  const password = "una frase bastante larga";
  expect(await browser.ask("POST", "/invitation/accept", { ...says, password })).toMatchObject({ status: 200 });
  const entered = await browser.ask("POST", "/sign-in", { email: "zoe@example.com", password });
  expect(entered.body).toMatchObject({ me: { role: "agent", project: "demo", name: "Zoe Ruiz" } });
  await john.catalogue.until(() => member("zoe@example.com")?.state === "active");
  await john.catalogue.until(() =>
    audit().some(({ what, detail }) => what === "joined" && detail === "zoe@example.com"),
  );
  expect(audit().find(({ what, detail }) => what === "joined" && detail === "zoe@example.com")).toMatchObject({
    by: member("zoe@example.com")!.id,
    byName: "Zoe Ruiz",
    role: "agent",
  });
  expect(audit().map(({ what }) => what)).toContain("invited");
  const { id } = member("zoe@example.com")!;
  await john.queue.until(() => `seats:${id}` in (john.queue.topic("seats") as object));
  // Good once.
  expect((await browser.ask("POST", "/invitation/look", { link })).status).toBe(404);
  // The browser in which they said yes is their own: no letter warns them of it. Of another one they are warned.
  await new Browser(centre.url).ask("POST", "/sign-in", { email: "zoe@example.com", password });
  await expect.poll(() => lettersTo("zoe@example.com"), { timeout: 15_000 }).toEqual(["invitation", "newDevice"]);
});

test("ME1 a letter speaks the language that was chosen for whom it is, and the row says which", async () => {
  for (const [email, locale, words] of [
    ["hans@example.com", "en", "invites you"],
    ["pau@example.com", "es", "te invita"],
  ]) {
    await invite(email!, { locale });
    await linkTo(email!);
    expect(member(email!)!.invitation).toMatchObject({ locale });
    const { letters } = (await (await fetch(`${centre.url}/api/demo/outbox`)).json()) as {
      letters: { to: string; text: string }[];
    };
    expect(letters.find(({ to }) => JSON.stringify(to).includes(email!))!.text).toContain(words);
  }
});

test("ME2 who has an account keeps its password, whatever the page of the invitation says", async () => {
  await give(centre, "max@example.com", { membership: works({ project: "shop", person: "shop_max", name: "Max" }) });
  await invite("max@example.com", { role: "supervisor", departments: [] });
  const link = await linkTo("max@example.com");
  const browser = new Browser(centre.url);
  expect((await browser.ask("POST", "/invitation/look", { link })).body).toMatchObject({ hasPassword: true });
  const says = { link, name: "Max", password: "otra frase bastante larga" };
  expect((await browser.ask("POST", "/invitation/accept", says)).status).toBe(200);
  const { status } = await browser.ask("POST", "/sign-in", { email: "max@example.com", password: says.password });
  expect(status).toBe(401);
  await browser.ask("POST", "/sign-in", { email: "max@example.com", password: PASSWORD });
  // Of two projects they have to choose one.
  expect((await browser.ask("POST", "/project", { project: "demo" })).status).toBe(200);
  expect((await browser.get("/me")).body).toMatchObject({ me: { role: "supervisor", name: "Max" } });
});

test("ME1 a link that was replaced, withdrawn or made up gets the same answer, and nothing in the topic opens anything", async () => {
  await invite("leo@example.com");
  const link = await linkTo("leo@example.com");
  const [room, token] = link.split(".") as [string, string];
  expect(JSON.stringify(john.catalogue.client.mirror)).not.toContain(token);
  await manage({ type: "invitation.withdraw", id: room });
  const browser = new Browser(centre.url);
  const made = `${room}.${token.replaceAll(/./g, "A")}`;
  const answers = [];
  for (const one of [link, made, `demo_nobody.${token}`, `nowhere_m1.${token}`, `demo_ana.${token}`])
    for (const path of ["/invitation/look", "/invitation/accept"]) {
      const body = path.endsWith("look")
        ? { link: one }
        : { link: one, name: "X", password: "una frase bastante larga" };
      const { status, body: said } = await browser.ask("POST", path, body);
      answers.push([status, said]);
    }
  for (const answer of answers) expect(answer).toEqual([404, { error: "invitationOver" }]);
});

test("ME4 ME5 the last administrator stays, and nobody is invited twice", async () => {
  expect(await manage({ type: "member.disable", id: "demo_john" })).toMatchObject({ reason: "lastAdministrator" });
  expect(await invite("ANA@demo.turno")).toMatchObject({ reason: "memberExists" });
});

test("ME8 AC17 a sign-in that failed stands in the log as tried in somebody's name from somewhere, by nobody known", async () => {
  await give(centre, "tried@example.com", { membership: works({ person: "demo_tried", name: "Tried" }) });
  const stranger = new Browser(centre.url, { "cf-connecting-ip": "192.0.2.9", "user-agent": "Firefox/1.0 (Linux)" });
  expect((await stranger.signIn("tried@example.com", "no-es-la-suya")).status).toBe(401);
  const failed = () => audit().filter(({ what, about }) => what === "signInFailed" && about === "demo_tried");
  await john.catalogue.until(() => failed().length > 0);
  const nobody = { by: "", byName: "", role: "" };
  expect(failed()).toMatchObject([{ ...nobody, about: "demo_tried", detail: "Firefox · Linux · 192.0.2.9" }]);
});

test("EN4 ME10 GA1 nobody is written to without end, however often and fast they are invited and withdrawn, and the asker hears for how long", async () => {
  const email = "pestered@example.com";
  const outcomes = [];
  for (let n = 0; n < 8; n++) {
    // At the same moment, as a program would.
    const [first, second] = await Promise.all([invite(email), invite(email)]);
    outcomes.push(first);
    if (first.kind !== "done") continue;
    expect(second).toMatchObject({ reason: "memberExists" });
    await john.catalogue.until(() => member(email) !== undefined);
    await manage({ type: "invitation.withdraw", id: member(email)!.id });
    await john.catalogue.until(() => member(email) === undefined);
  }
  expect(outcomes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => ({ kind: "done" })));
  for (const refused of outcomes.slice(5)) {
    expect(refused).toMatchObject({ kind: "refused", reason: "tooManyInvitations" });
    expect((refused as { waitMs: number }).waitMs).toBeGreaterThan(50_000);
  }
  // A letter after all of these: whatever was to be sent to them has been sent before it.
  await invite("after@example.com");
  await linkTo("after@example.com");
  expect(await lettersTo(email)).toHaveLength(5);
});

test("RI1 RI3 an agent manages nobody, a supervisor sees the members, an auditor the log as well, and writes nothing", async () => {
  const ana = await Agent.signIn(centre.url, "demo_ana");
  await ana.catalogue.until(() => ana.catalogue.topic("settings"));
  expect(ana.catalogue.topic("members")).toBeUndefined();
  const disable = { type: "member.disable", id: "demo_luis" };
  await expect(ana.catalogue.client.send(disable)).resolves.toMatchObject({ kind: "fault", code: "forbidden" });
  const elena = await Agent.signIn(centre.url, "demo_elena");
  await elena.catalogue.until(() => elena.catalogue.topic("members"));
  const reply = { type: "reply.save", id: "x", shortcut: "x", title: "X", text: "X" };
  await expect(elena.catalogue.client.send(reply)).resolves.toMatchObject({ kind: "fault", code: "forbidden" });
  for (const agent of [ana, elena]) agent.vanish();
});

test("CV28 ME8 an auditor reads a conversation, writes in none, and that they read it is in the log", async () => {
  const luis = await Agent.signIn(centre.url, "demo_luis");
  await luis.until(() => luis.view?.presence === "present");
  await luis.setAvailable(true);
  const rosa = await Customer.arrive(centre.url, "Rosa");
  await rosa.write("Hola");
  await luis.until(() => luis.assignments.length === 1);
  const elena = await Agent.signIn(centre.url, "demo_elena");
  const thread: Watched = elena.thread(rosa.id);
  await thread.until(() => thread.texts.includes("Hola"));
  expect(elena.threadView(rosa.id)).toMatchObject({ holder: { id: "demo_luis" } });
  await expect(thread.client.send({ type: "message.send", text: "x" })).resolves.toMatchObject({ code: "forbidden" });
  const read = () => audit().filter(({ what, by }) => what === "read" && by === "demo_elena");
  await john.catalogue.until(() => read().length > 0);
  expect(read()).toMatchObject([{ about: rosa.id, byName: "Elena Ruiz", role: "auditor" }]);
  elena.vanish();

  // AG19
  await manage({ type: "member.disable", id: "demo_luis" });
  await rosa.until(() => rosa.view?.state === "queued");
  await john.queue.until(() => !("seats:demo_luis" in (john.queue.topic("seats") as object)));
  expect((await new Browser(centre.url).ask("POST", "/demo/sign-in", { person: "demo_luis" })).status).toBe(403);
  const { people } = (await (await fetch(`${centre.url}/api/demo`)).json()) as { people: { id: string }[] };
  expect(people.map(({ id }) => id)).not.toContain("demo_luis");
  await manage({ type: "member.enable", id: "demo_luis" });
  luis.vanish();
  rosa.client.close();
});
