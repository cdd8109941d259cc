/** The half of the stand-in that speaks: messages of customers and statuses, signed, to wherever webhooks go. */
import { createHmac, randomBytes } from "node:crypto";
import type { App } from "./account.ts";
import type { Json } from "./messages.ts";
import { Pace } from "./pace.ts";
import {
  batchOf,
  changeOf,
  messageOf,
  payloadOf,
  statusOf,
  wamid,
  type Content,
  type GraphNumber,
  type MessageMore,
  type Person,
  type StatusMore,
} from "./payloads.ts";

export interface Accepted {
  /** The provider's id of it. */
  id: string;
  number: string;
  /** A phone number or a user id. */
  to: string;
  ours: string | undefined;
  at: number;
  body: Json;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export class Webhooks {
  readonly app: App = { id: "1234567890123456", secret: randomBytes(16).toString("hex") };
  readonly number: GraphNumber = {
    id: "106540352242922",
    display: "15550783881",
    name: "Lucky Shrub",
    account: "102290129340398",
  };
  readonly numbers: GraphNumber[] = [this.number];
  /** Where they go. */
  webhook = "";
  readonly pace = new Pace(() => this.now());
  protected readonly windowUntil = new Map<string, number>();
  readonly #underWay = new Set<Promise<unknown>>();
  #skewMs = 0;

  now(): number {
    return Date.now() + this.#skewMs;
  }

  /** Moves its clock. */
  advance(ms: number): void {
    this.#skewMs += ms;
  }

  addNumber(): GraphNumber {
    const n = this.numbers.length;
    const added = { ...this.number, id: `${106540352242922 + n}`, display: `${15550783881 + n}`, name: `Number ${n}` };
    this.numbers.push(added);
    return added;
  }

  /** One message of a customer, which opens their window. @returns the provider's id of it. */
  async say(by: Person, said: Content, more: MessageMore & { number?: GraphNumber } = {}): Promise<string> {
    const id = more.id ?? wamid();
    const status = await this.deliver(this.saying(by, said, { ...more, id }));
    if (status !== 200) throw new Error(`the webhook answered ${status}`);
    return id;
  }

  /** The payload of it, to be delivered by hand, as often and in whatever order. */
  saying(by: Person, said: Content, more: MessageMore & { number?: GraphNumber } = {}): Json {
    const { number = this.number, at = this.now(), ...rest } = more;
    for (const name of [by.phone, by.user])
      if (name !== undefined) this.windowUntil.set(name, Math.max(at + DAY_MS, this.windowUntil.get(name) ?? 0));
    this.pace.count(number.id);
    return batchOf(number, [{ by, message: messageOf(by, said, { ...rest, at }) }]);
  }

  /** A status of what was accepted. */
  telling(one: Accepted, status: string, more: StatusMore = {}): Json {
    const to: Person = /^\d+$/.test(one.to) ? { phone: one.to } : { user: one.to };
    const number = this.numbers.find(({ id }) => id === one.number)!;
    const told = statusOf(one.id, status, to, { at: this.now(), ...(one.ours && { ours: one.ours }), ...more });
    return payloadOf(number.account, changeOf(number, { statuses: [told] }));
  }

  async tell(one: Accepted, status: string, more: StatusMore = {}): Promise<void> {
    const answered = await this.deliver(this.telling(one, status, more));
    if (answered !== 200) throw new Error(`the webhook answered ${answered}`);
  }

  signed(body: string | Uint8Array, secret = this.app.secret): Record<string, string> {
    const signature = createHmac("sha256", secret).update(body).digest("hex");
    return { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` };
  }

  /** @returns the status of the answer; 0: there was none. */
  deliver(payload: Json, url = this.webhook): Promise<number> {
    const body = JSON.stringify(payload);
    const work = fetch(url, { method: "POST", headers: this.signed(body), body })
      .then(async (response) => {
        await response.arrayBuffer();
        return response.status;
      })
      .catch(() => 0);
    return this.underWay(work);
  }

  /** Side by side; what is not answered by 200 is sent again after a while, as the provider does. */
  async deliverAll(payloads: readonly Json[], { atOnce = 20, tries = 100, everyMs = 100 } = {}): Promise<void> {
    const left = payloads.map((payload) => ({ payload, tries }));
    const worker = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) {
        if ((await this.deliver(next.payload)) === 200) continue;
        if (next.tries <= 1) throw new Error("the webhook never answered 200");
        await new Promise((done) => setTimeout(done, everyMs));
        left.push({ ...next, tries: next.tries - 1 });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  /** @returns what was answered, as text; null: not 200. */
  async handshake(verifyToken: string, url = this.webhook): Promise<string | null> {
    const query = new URLSearchParams({
      "hub.mode": "subscribe",
      "hub.verify_token": verifyToken,
      "hub.challenge": "1158201444",
    });
    const response = await fetch(`${url}?${query}`);
    return response.status === 200 ? response.text() : null;
  }

  /** Until all that it tells by itself has been told. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  protected underWay<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    return work.finally(() => this.#underWay.delete(work));
  }
}
