/** Row 12: WhatsApp's webhooks, answered when the message is on disk, against a bare route with the same signature check. */
import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { readPartykitConfig } from "../../harness/bundle.ts";
import { batchOf, content, messageOf, type Person } from "../../harness/graph/payloads.ts";
import { post, signInDemo } from "../../harness/people.ts";
import type { Options } from "../options.ts";
import { check, report, startRow } from "../report.ts";
import { ascending, percentile } from "../stats.ts";
import { Child } from "../subjects/child.ts";
import { SECRET } from "../subjects/room-socket.ts";
import { abreast } from "../subjects/subject.ts";

const CUSTOMERS = 100;
const RATE = 50;
const ABREAST = 16;
/** What the provider wants of half of all answers. */
const P99_MAX_MS = 250;

const APP_SECRET = "0123456789abcdef0123456789abcdef";
const NUMBER = { id: "106540352242922", display: "15550783881", name: "Bench", account: "102290129340398" };
const INBOX = `wa${NUMBER.id}`;
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** @returns how long it took, in milliseconds. */
function deliver(url: string, body: string, signature: string): Promise<number> {
  const headers = {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "x-hub-signature-256": `sha256=${signature}`,
  };
  return new Promise((done, failed) => {
    const started = performance.now();
    const asked = request(url, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.on("error", failed);
      response.on("end", () =>
        response.statusCode === 200
          ? done(performance.now() - started)
          : failed(new Error(`the webhook answered ${response.statusCode}`)),
      );
    });
    asked.on("error", failed);
    asked.end(body);
  });
}

interface Webhook {
  body: string;
  signature: string;
}

class Provider {
  readonly people: Person[] = [];
  /** By customer, how many messages have been sent. */
  readonly sent = new Map<Person, number>();

  webhook(person: Person): Webhook {
    this.sent.set(person, (this.sent.get(person) ?? 0) + 1);
    const message = messageOf(person, content.text("Buenos días, quería preguntar por un pedido de la semana pasada."));
    const body = JSON.stringify(batchOf(NUMBER, [{ by: person, message }]));
    return { body, signature: createHmac("sha256", APP_SECRET).update(body).digest("hex") };
  }

  stranger(): Person {
    const n = String(this.people.length);
    const person = { phone: `346${n.padStart(8, "0")}`, user: `ES.${n}`, name: `Customer ${n}` };
    this.people.push(person);
    return person;
  }

  webhooks(count: number, among: readonly Person[]): Webhook[] {
    return Array.from({ length: count }, (_, n) => this.webhook(among[n % among.length]!));
  }
}

/** Each when it is due, however the others fare; how long each took. */
async function steadily(url: string, webhooks: readonly Webhook[]): Promise<number[]> {
  const start = performance.now();
  const all = webhooks.map(async ({ body, signature }, n) => {
    await new Promise((due) => setTimeout(due, start + (n * 1000) / RATE - performance.now()));
    return deliver(url, body, signature);
  });
  return ascending(await Promise.all(all));
}

/** So many under way all the time; how many a second. */
async function quickly(url: string, webhooks: readonly Webhook[]): Promise<number> {
  const start = performance.now();
  await abreast(webhooks, ABREAST, ({ body, signature }) => deliver(url, body, signature));
  return (webhooks.length * 1000) / (performance.now() - start);
}

async function setUp(url: string): Promise<void> {
  const { papers } = await signInDemo(url, "demo_john");
  const settings = {
    phoneNumberId: NUMBER.id,
    businessAccountId: NUMBER.account,
    accessToken: "EAAGbench".padEnd(40, "x"),
    appSecret: APP_SECRET,
  };
  // Nobody is there: nothing is sent in this row.
  const inbox = { channel: "whatsapp", name: "Bench", department: "general", baseUrl: "http://127.0.0.1:9", settings };
  const answer = await post(url, "/inboxes", inbox, { ...papers, origin: url });
  if (!answer.ok) throw new Error(`setting up answered ${answer.status}: ${await answer.text()}`);
}

/** Whether each customer's thread has as many lines as were sent, and the one that says that it was opened. */
async function isComplete(url: string, { sent }: Provider): Promise<boolean> {
  const ask = async (calls: object[]) =>
    (await (await fetch(`${url}/bench/calls`, { method: "POST", body: JSON.stringify(calls) })).json()) as unknown[];
  const people = [...sent];
  const whose = await ask(
    people.map(([{ phone, user }]) => ({
      to: { party: "inbox", room: `demo_${INBOX}` },
      body: { kind: "ask", question: { type: "contact", address: { phone, user } } },
    })),
  );
  const lines = people.flatMap(([, count], n) =>
    [count + 1, count + 2].map((seq) => ({
      to: { party: "conversation", room: (whose[n] as { thread: string }).thread },
      body: { kind: "ask", question: { type: "outgoing", seq } },
    })),
  );
  const rows = await ask(lines);
  return rows.every((row, n) => (n % 2 === 0 ? (row as { kind?: string } | null)?.kind === "text" : row === null));
}

export async function webhooks(options: Options): Promise<void> {
  const seconds = options.quick ? 2 : 10;
  startRow(12, `WhatsApp's webhooks of ${CUSTOMERS} customers, on disk when answered, against a bare Hono route`);
  const { parties } = readPartykitConfig();
  const vars = { TURNO_SECRET: SECRET, TURNO_DEMO: "1", BENCH_APP_SECRET: APP_SECRET };
  const centre = { main: "tests/bench/fixture/main.ts", parties, runtime: options.runtime, vars };
  const child = await Child.start("centre.ts", JSON.stringify(centre));
  const found = { turno: new Map<string, number[]>(), floor: new Map<string, number[]>() };
  const add = (side: keyof typeof found, what: string, value: number) =>
    found[side].set(what, [...(found[side].get(what) ?? []), value]);
  const provider = new Provider();
  let isKept = false;
  try {
    const { url } = child;
    await setUp(url);
    const urls = { turno: `${url}/api/webhooks/whatsapp/demo`, floor: `${url}/bench/webhook` };
    const known = Array.from({ length: CUSTOMERS }, () => provider.stranger());
    const floor = new Provider();
    const subjects = [
      { side: "turno", by: provider, among: known },
      { side: "floor", by: floor, among: Array.from({ length: CUSTOMERS }, () => floor.stranger()) },
    ] as const;
    const byTurns = async (work: (one: (typeof subjects)[number]) => Promise<void>) => {
      for (let run = 0; run < options.runs; run++)
        for (const one of run % 2 === 0 ? subjects : subjects.toReversed()) await work(one);
    };
    for (const { side, by, among } of subjects) await quickly(urls[side], by.webhooks(CUSTOMERS * 2, among));
    await byTurns(async ({ side, by, among }) => {
      const times = await steadily(urls[side], by.webhooks(RATE * seconds, among));
      add(side, "p50", percentile(times, 0.5));
      add(side, "p99", percentile(times, 0.99));
    });
    for (let run = 0; run < options.runs; run++) {
      const strangers = Array.from({ length: RATE * (options.quick ? 1 : 4) }, () => provider.stranger());
      add("turno", "new", percentile(await steadily(urls.turno, provider.webhooks(strangers.length, strangers)), 0.5));
    }
    // Last: what it leaves behind is worked off for a while.
    await byTurns(async ({ side, by, among }) => {
      add(side, "most", await quickly(urls[side], by.webhooks(options.quick ? 400 : 4_000, among)));
    });
    isKept = await isComplete(url, provider);
  } finally {
    agent.destroy();
    await child.end();
  }
  const both = (what: string) => ({ turno: found.turno.get(what)!, floor: found.floor.get(what)! });
  const p99 = both("p99");
  report({ row: 12, what: `p50 at ${RATE}/s`, unit: "ms", ...both("p50") });
  report({
    row: 12,
    what: `p99 at ${RATE}/s`,
    unit: "ms",
    ...p99,
    goal: `≤ ${P99_MAX_MS} ms`,
    met: Math.max(...p99.turno) <= P99_MAX_MS,
  });
  report({ row: 12, what: "messages a second", unit: "/s", ...both("most") });
  report({ row: 12, what: `p50 of somebody's first message at ${RATE}/s`, unit: "ms", turno: found.turno.get("new")! });
  check(12, "each thread has each of its messages once", isKept);
}
