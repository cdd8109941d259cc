import { afterEach, beforeEach, expect, test } from "vitest";
import { whatsapp } from "../../../party/channels/whatsapp/index.ts";
import type { Finding, Line } from "../../../party/channels/port.ts";
import { GraphApi } from "../../harness/graph-api.ts";
import { world } from "./support.ts";

const HERE = "https://turno.example/api/webhooks/whatsapp/p";
let api: GraphApi;
beforeEach(async () => {
  api = await GraphApi.start();
  api.setup.callbacks.application = HERE;
});
afterEach(() => api.stop());

const check = (line: Line = api.line()) => whatsapp.check(line, HERE, world());
const wrong = async (line?: Line): Promise<Finding[]> => (await check(line)).findings.filter(({ ok }) => !ok);

test("a set-up that is right is found right in all its parts, and shown by its number", async () => {
  const { shown, findings } = await check();
  expect(shown).toBe("+15550783881");
  expect(findings.map(({ what, ok }) => [what, ok])).toEqual([
    ["token", true],
    ["permissions", true],
    ["number", true],
    ["secret", true],
    ["webhook", true],
    ["templates", true],
  ]);
  expect(findings.find(({ what }) => what === "number")?.words).toBe("+15550783881 · Lucky Shrub · GREEN · CONNECTED");
});

test("a token that is good no more is said in the provider's words", async () => {
  api.setup.valid = false;
  const [token] = await wrong();
  expect(token).toEqual({ what: "token", ok: false, words: "Invalid OAuth access token - Cannot parse access token" });
});

test("a permission that is missing is named", async () => {
  api.setup.scopes = ["whatsapp_business_messaging"];
  expect(await wrong()).toEqual([{ what: "permissions", ok: false, words: "missing: whatsapp_business_management" }]);
});

test("a number that does not exist, and one of another account, are told apart", async () => {
  const line = api.line();
  const gone = { ...line, settings: { ...line.settings, phoneNumberId: "55555" } };
  expect((await wrong(gone)).find(({ what }) => what === "number")?.words).toMatch(/'55555' does not exist/);
  const other = api.addNumber();
  other.account = "102290129340399";
  const mixed = { ...line, settings: { ...line.settings, phoneNumberId: other.id } };
  expect((await wrong(mixed)).find(({ what }) => what === "number")?.words).toMatch(/not a number of this account$/);
});

test("an account that is not theirs spoils what is asked of it, and nothing else", async () => {
  const line = api.line();
  const found = await wrong({ ...line, settings: { ...line.settings, businessAccountId: "66666" } });
  expect(found.map(({ what }) => what)).toEqual(["number", "webhook", "templates"]);
});

test("another app's secret is found out without waiting for a webhook", async () => {
  const line = api.line();
  const found = await wrong({ ...line, secrets: { ...line.secrets, appSecret: "fedcba9876543210fedcba9876543210" } });
  expect(found.find(({ what }) => what === "secret")?.words).toMatch(/Invalid appsecret_proof/);
});

test("the app is subscribed to the account from here, and once only", async () => {
  api.setup.subscribed.clear();
  api.setup.subscribed.add("another app");
  expect(await wrong()).toEqual([]);
  expect([...api.setup.subscribed]).toEqual(["another app", api.app.id]);
  await check();
  expect(api.log.filter((line) => line.startsWith("POST"))).toHaveLength(1);
});

test("the address that counts is the number's, before its account's, before its app's", async () => {
  api.setup.callbacks = {
    phone_number: HERE,
    whatsapp_business_account: "https://a.example",
    application: "https://b.example",
  };
  expect(await wrong()).toEqual([]);
  api.setup.callbacks = { whatsapp_business_account: "https://a.example", application: HERE };
  expect(await wrong()).toEqual([{ what: "webhook", ok: false, words: "the callback URL is https://a.example" }]);
  api.setup.callbacks = {};
  expect(await wrong()).toEqual([{ what: "webhook", ok: false, words: "no callback URL" }]);
});

test("an app that did not ask for messages would hear none", async () => {
  api.setup.fields = ["account_alerts"];
  expect(await wrong()).toEqual([
    { what: "webhook", ok: false, words: "the app is not subscribed to the field messages" },
  ]);
});

test("a provider that cannot be reached is told, and no secret is", async () => {
  const line = api.line();
  await api.stop();
  const { shown, findings } = await whatsapp.check(line, HERE, world());
  expect(shown).toBe("");
  expect(findings.every(({ ok, words }) => !ok && words !== "")).toBe(true);
  for (const secret of Object.values(line.secrets)) expect(JSON.stringify(findings)).not.toContain(secret);
  api = await GraphApi.start();
});
