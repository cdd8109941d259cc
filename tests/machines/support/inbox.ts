/** An inbox, driven by short sentences, with a list of its customers as the engine keeps it: by number and by name. */
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import { namesOf, type ContactChange, type ContactRow } from "../../../machines/contacts.ts";
import type { InboxConfig, InboxContext, InboxEvent } from "../../../machines/inbox-setup.ts";
import { inboxMachine } from "../../../machines/inbox.ts";
import type { OutsideAddress, OutsideChannel, Template } from "../../../machines/outside.ts";
import type { ProjectInbox } from "../../../machines/project-inboxes.ts";
import type { JobOutcome } from "../../../machines/push.ts";
import { stateOf, take, type Asked } from "./asked.ts";
import { john } from "./members.ts";

type Untimed<E> = E extends unknown ? Omit<E, "at"> : never;
export type InboxStep = Untimed<InboxEvent>;

export const configOf = (more: Partial<InboxConfig> = {}): InboxConfig => ({
  channel: "whatsapp",
  name: "Ventas",
  department: "ventas",
  baseUrl: "https://graph.example/v24.0",
  settings: { phoneNumberId: "777" },
  sealed: { accessToken: "sealed token", appSecret: "sealed secret" },
  webhookUrl: "https://chat.example/api/webhooks/whatsapp/demo",
  ...more,
});
export const inboxRow = (more: Partial<ProjectInbox> = {}): ProjectInbox => {
  const { channel, name, department, baseUrl, settings, sealed } = configOf();
  const line = { project: "demo", inbox: "wa777", channel, baseUrl, settings, sealed };
  return { id: "wa777", channel, name, department, shown: "", works: null, checkedAt: null, line, ...more };
};

export const configures = (more?: Partial<InboxConfig>): InboxStep => ({
  type: "inbox.configured",
  inbox: configOf(more),
  by: john,
});
export const removes: InboxStep = { type: "inbox.removed", by: john };
export const wantsCheck: InboxStep = { type: "check.wanted", by: john };
const done = (value: unknown): JobOutcome => ({ kind: "done", value });
export const checked = (
  findings = [{ what: "token", ok: true, words: "" }],
  setUp = 1,
  shown = "+34 600",
): InboxStep => ({ type: "check.ended", setUp, outcome: done({ shown, findings }) });
export const notChecked = (outcome: JobOutcome, setUp = 1): InboxStep => ({ type: "check.ended", setUp, outcome });
export const wantsTemplates: InboxStep = { type: "templates.wanted" };
export const templatesDue = (setUp = 1): InboxStep => ({ type: "templates.due", setUp });
export const template = (name: string, text = "Hola"): Template => ({
  name,
  language: "es",
  category: "UTILITY",
  parts: [{ type: "body", text, parameters: [] }],
});
export const gave = (templates: Template[], more: { from?: number; next?: number | null; setUp?: number } = {}) => {
  const { from = 0, next = null, setUp = 1 } = more;
  return { type: "templates.ended", setUp, from, outcome: done({ templates, next }) } as const;
};
export const gaveNone = (outcome: JobOutcome, setUp = 1): InboxStep => ({
  type: "templates.ended",
  setUp,
  from: 0,
  outcome,
});
export const takesSlot: InboxStep = { type: "slot.taken" };
export const counts = (count: number): InboxStep => ({ type: "received.counted", count });

export class Inbox {
  snapshot = initialTransition(inboxMachine, { project: "demo", id: "wa777" })[0] as AnyMachineSnapshot;
  asked: Asked[] = [];
  /** How often anything had to be stored. */
  writes = 0;
  readonly rows = new Map<number, ContactRow>();
  /** Whose each name is. */
  readonly #refs = new Map<string, number>();
  #threads = 0;

  static after(...steps: InboxStep[]): Inbox {
    const inbox = new Inbox();
    for (const step of steps) inbox.take(step);
    return inbox;
  }

  static of(channel: OutsideChannel): Inbox {
    return Inbox.after(configures({ channel }));
  }

  get context(): InboxContext {
    return this.snapshot.context as InboxContext;
  }

  get state(): string {
    return stateOf(this.snapshot);
  }

  /** What the project's room was told with the last step, by its type. */
  told(type: string): Record<string, unknown>[] {
    return this.asked
      .filter((one) => one.type === "tellProject")
      .map(({ params }) => params.event as Record<string, unknown>)
      .filter((event) => event.type === type);
  }

  /** Returns the reason of a refusal, if it was one. */
  take(step: InboxStep, at = 1000): string | undefined {
    const before = this.snapshot;
    const { snapshot, asked, refused } = take(inboxMachine, before, { ...step, at });
    this.snapshot = snapshot;
    this.asked = asked;
    if (refused === undefined && (asked.length > 0 || snapshot.context !== before.context)) this.writes++;
    for (const { type, params } of asked) {
      if (type === "keepContact") this.#keep(params.row as ContactRow);
      if (type === "changeContact") this.#change(params as unknown as ContactChange);
    }
    return refused;
  }

  lookUp(names: readonly string[]): (ContactRow | null)[] {
    return names.map((name) => this.rows.get(this.#refs.get(name) ?? 0) ?? null);
  }

  meets(address: OutsideAddress, name = "", at = 1000): string | undefined {
    const rows = this.lookUp(namesOf(address));
    return this.take({ type: "contact.met", address, name, rows, thread: `demo_o${++this.#threads}`, when: at }, at);
  }

  moves(from: OutsideAddress, to: OutsideAddress, when = 1000): string | undefined {
    const rows = this.lookUp([...namesOf(from), ...namesOf(to)]);
    return this.take({ type: "address.changed", from, to, when, rows, ofFrom: namesOf(from).length });
  }

  /** Whose thread somebody has who comes with this name. */
  threadOf(name: string): string | undefined {
    return this.lookUp([name])[0]?.thread;
  }

  #keep(row: ContactRow): void {
    if (this.rows.has(row.seq)) throw new Error(`there is a row ${row.seq} already`);
    this.rows.set(row.seq, row);
    for (const name of row.names) this.#refs.set(name, row.seq);
  }

  /** As the engine does it: whoever gets a name takes it from whom it belonged to. */
  #change({ seq, set, refs, unref }: ContactChange): void {
    this.rows.set(seq, { ...this.rows.get(seq)!, ...set });
    for (const name of unref) if (this.#refs.get(name) === seq) this.#refs.delete(name);
    for (const name of refs) this.#refs.set(name, seq);
  }
}
