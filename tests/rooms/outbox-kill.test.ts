import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Delivery } from "../../machines/outside.ts";
import { oursOf } from "../../machines/sending.ts";
import { seal } from "../../party/accounts/tokens.ts";
import { readPartykitConfig } from "../harness/bundle.ts";
import { Facts } from "../harness/facts.ts";
import { GraphApi } from "../harness/graph-api.ts";
import type { Centre, Runtime } from "../harness/workerd.ts";
import { SECRET, startDemo } from "./support/demo.ts";

const LINES = [1, 2, 3];
const STEPS = ["before", "asked", "accepted", "after", "told"] as const;
type Step = (typeof STEPS)[number];

/** Where rooms stop on their way until they are let go on. */
class Pauses extends Facts {
  readonly stopped: string[] = [];
  readonly #held = new Map<string, ServerResponse | undefined>();
  readonly #server = createServer((request, response) => {
    const where = request.url!.slice(1);
    if (!this.#held.has(where)) response.end();
    else {
      this.#held.set(where, response);
      this.stopped.push(where);
      this.changed();
    }
  });

  static async open(): Promise<Pauses> {
    const pauses = new Pauses();
    await new Promise<void>((done) => pauses.#server.listen(0, "127.0.0.1", done));
    return pauses;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  hold(step: string, thread: string): void {
    this.#held.set(`${step}/${thread}`, undefined);
  }

  letGo(): void {
    for (const response of this.#held.values()) response?.end();
    this.#held.clear();
  }

  close(): void {
    this.letGo();
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

class Outboxes {
  private constructor(
    readonly centre: Centre,
    readonly graph: GraphApi,
    readonly pauses: Pauses,
  ) {}

  static async open(runtime: Runtime): Promise<Outboxes> {
    const [graph, pauses] = [await GraphApi.start(), await Pauses.open()];
    onTestFinished(() => graph.stop());
    onTestFinished(() => pauses.close());
    const fixture = "tests/harness/fixture";
    const rooms = { conversation: `${fixture}/outbox-thread-room.ts`, outbox: `${fixture}/outbox-room.ts` };
    const centre = await startDemo({
      runtime,
      main: `${fixture}/outbox-main.ts`,
      parties: { ...readPartykitConfig().parties, ...rooms },
      vars: { TURNO_TEST_PAUSE: pauses.url },
    });
    onTestFinished(() => centre.dispose());
    const outboxes = new Outboxes(centre, graph, pauses);
    await outboxes.#setUp();
    return outboxes;
  }

  get inbox(): string {
    return `wa${this.graph.number.id}`;
  }

  async #setUp(): Promise<void> {
    const { baseUrl, settings, secrets } = this.graph.line();
    const room = `demo_${this.inbox}`;
    const plain = (text: string) => new TextEncoder().encode(text);
    const sealed = Object.fromEntries(
      await Promise.all(
        Object.entries(secrets).map(async ([name, text]) => [name, await seal(SECRET, room, plain(text))] as const),
      ),
    );
    const inbox = {
      channel: "whatsapp",
      name: "Tienda",
      department: "general",
      baseUrl,
      settings,
      sealed,
      webhookUrl: "",
    };
    const by = { role: "administrator", id: "demo_john", project: "demo" };
    const command = { type: "inbox.configured", inbox };
    const answer = await this.#call({ party: "inbox", room }, { kind: "command", by, command });
    expect(answer).toMatchObject({ kind: "done" });
  }

  async want(thread: string, seq: number): Promise<void> {
    const event = { type: "entry.wanted", seq, what: "text", inbox: this.inbox, channel: "whatsapp" };
    const to = { phone: thread.replace("demo_", "") };
    expect(await this.#say(thread, { type: "asked", event: { ...event, to } })).toMatchObject({ kind: "done" });
  }

  /** A status of the provider's has come for what it has of this line. */
  async tell(thread: string, seq: number): Promise<void> {
    const one = this.graph.accepted.find(({ ours }) => ours === oursOf(thread, seq));
    if (one) await this.#say(thread, { type: "named", seq, id: one.id });
  }

  async told(thread: string): Promise<{ seq: number; delivery: Delivery }[]> {
    const question = { type: "told" };
    return (await this.#call({ party: "conversation", room: thread }, { kind: "ask", question })) as never;
  }

  /** The lines that this provider has of the thread, in the order in which they came. */
  taken(thread: string): number[] {
    return this.graph.accepted.flatMap(({ ours = "" }) =>
      ours.startsWith(`${thread}.`) ? Number(ours.slice(thread.length + 1)) : [],
    );
  }

  #say(thread: string, command: { type: string; [field: string]: unknown }): Promise<unknown> {
    const by = { role: "entry", id: "test", project: "" };
    return this.#call({ party: "conversation", room: thread }, { kind: "command", by, command });
  }

  async #call(to: object, body: object): Promise<unknown> {
    const response = await fetch(`${this.centre.url}/call`, { method: "POST", body: JSON.stringify({ to, body }) });
    return response.json();
  }
}

/** A customer for each step at which it is killed, and whether the provider tells of the message afterwards. */
const customers = STEPS.flatMap((step, n) =>
  [true, false].map((tells) => ({ step, tells, thread: `demo_34600${n}${tells ? 1 : 0}00` })),
);

describe.each(["old", "current"] as const)("on the %s runtime", (runtime) => {
  test(
    "OB10 kill -9 at each step of sending loses nothing, keeps the order, and no second copy goes out untold",
    { timeout: 90_000 },
    async () => {
      const outboxes = await Outboxes.open(runtime);
      const { centre, graph, pauses } = outboxes;
      // The second line of each is on its way when it happens, and the third one waits.
      for (const { thread } of customers) await outboxes.want(thread, 1);
      for (const { thread } of customers) await expect.poll(() => outboxes.told(thread)).toHaveLength(1);
      const at = (...steps: Step[]) => customers.filter(({ step }) => steps.includes(step));
      for (const { step, thread } of at("before", "after", "told")) pauses.hold(step, thread);
      // Where only the telling is held up, the third one would go out as well, and be anywhere.
      const begin = async (thread: string): Promise<void> => {
        await outboxes.want(thread, 2);
        if (!at("told").some((one) => one.thread === thread)) await outboxes.want(thread, 3);
      };
      for (const { step, thread } of at("asked", "accepted")) {
        const asked = graph.log.length;
        graph.fault("messages", { kind: "hang", accepted: step === "accepted" });
        await begin(thread);
        await expect.poll(() => graph.log.length).toBe(asked + 1);
      }
      for (const { thread } of at("before", "after", "told")) await begin(thread);
      await pauses.until(() => pauses.stopped.length === at("before", "after", "told").length);

      await centre.kill9();
      pauses.letGo();
      await centre.restart();
      // The first request of anybody wakes whoever has something to do.
      await fetch(centre.url);
      for (const { tells, thread } of customers) if (tells) await outboxes.tell(thread, 2);
      for (const { thread } of at("told")) await outboxes.want(thread, 3);

      for (const { thread } of customers)
        await expect
          .poll(async () => new Set((await outboxes.told(thread)).map(({ seq }) => seq)).size, { timeout: 20_000 })
          .toBe(LINES.length);
      for (const { step, tells, thread } of customers) {
        const told = await outboxes.told(thread);
        const hadIt = step === "accepted" || step === "after" || step === "told";
        // Sent once more only where nothing says that the provider has it: neither a status, nor an answer that was stored.
        const isTwice = hadIt && !tells && step !== "told";
        expect([step, tells, outboxes.taken(thread)]).toEqual([step, tells, isTwice ? [1, 2, 2, 3] : LINES]);
        const last = (seq: number) => told.findLast((one) => one.seq === seq)!.delivery;
        expect(LINES.map((seq) => last(seq).state)).toEqual(["sent", "sent", "sent"]);
        // Of what nobody could know of after the kill it is said, whether or not there are two.
        const isDoubted = step !== "told" && !(hadIt && tells);
        expect([step, tells, last(2).twice ?? false]).toEqual([step, tells, isDoubted]);
        expect([last(1).twice, last(3).twice]).toEqual([undefined, undefined]);
      }
      expect(centre.logs().filter((line) => line.includes('"level":"error"'))).toEqual([]);
    },
  );
});
