/** What is shown of a centre, read from the books of its own queue. */
import type { AgentContext } from "../../../machines/agent.ts";
import { lineOf } from "../../../machines/desk.ts";
import type { QueueContext } from "../../../machines/queue-events.ts";
import { idOf, PROJECT } from "../../simulator/project.ts";
import type { Trial } from "../../simulator/trial.ts";
import type { Doing, Plan } from "./plan.ts";
import type { Happening, ShownAgent, ShownConversation, ShownLine, ShownPoint } from "./talk.ts";

/** Of each line, so many are told one by one. */
const FIRST = 40;

const contextOf = (trial: Trial, party: string, room: string): unknown =>
  trial.platform.nodes.get(`${party}/${room}`)?.room?.snapshot.context;
const queueOf = (trial: Trial) => contextOf(trial, "queue", PROJECT) as QueueContext | undefined;
const graceOf = (trial: Trial, id: string): number | null =>
  (contextOf(trial, "agent", id) as AgentContext | undefined)?.graceEndsAt ?? null;

type Entry = {
  id: string;
  thread: string;
  customerName: string;
  department: string;
  enqueuedAt: number;
  returned: boolean;
};
const shown = ({ id, thread, customerName: name, department, enqueuedAt, returned }: Entry): ShownConversation => ({
  id,
  thread,
  name,
  department,
  enqueuedAt,
  returned,
});

/** Who works here and in what state their line is: what only the hand that changes it knows. */
export class Staff {
  /** By name, in the order in which they came. */
  readonly names = new Set<string>();
  readonly everNamed: Record<string, string> = {};
  readonly #broken = new Set<string>();
  arrivalsPerHour: number;
  handlingMs: number;

  constructor({ settings }: Plan) {
    for (const { name } of settings.agents) this.#add(name);
    this.arrivalsPerHour = settings.arrivalsPerHour;
    this.handlingMs = settings.handlingMs;
  }

  follow(doing: Doing): void {
    if (doing.kind === "hire") this.#add(doing.agent.name);
    else if (doing.kind === "dismiss") this.names.delete(doing.agent);
    else if (doing.kind === "break") this.#broken.add(doing.agent);
    else if (doing.kind === "mend") this.#broken.delete(doing.agent);
    else if (doing.kind === "arrivals") this.arrivalsPerHour = doing.perHour;
    else if (doing.kind === "handling") this.handlingMs = doing.ms;
  }

  #add(name: string): void {
    this.names.add(name);
    this.everNamed[idOf(name)] = name;
    this.#broken.delete(name);
  }

  isBroken(name: string): boolean {
    return this.#broken.has(name);
  }
}

export function agentsOf(trial: Trial, staff: Staff): ShownAgent[] {
  const queue = queueOf(trial);
  return Array.from(staff.names, (name) => {
    const id = idOf(name);
    const seat = queue?.seats.get(id);
    const held = Array.from(queue?.held.prefix(`${id}/`) ?? [], ([, of]) => shown(queue!.conversations.get(of)!));
    return {
      id,
      name,
      departments: seat?.departments ?? [],
      capacity: seat?.capacity ?? 0,
      present: seat?.present ?? false,
      available: seat?.available ?? false,
      graceEndsAt: graceOf(trial, id),
      isConnected: !staff.isBroken(name),
      held,
    };
  });
}

export function linesOf(trial: Trial, departments: readonly string[]): ShownLine[] {
  const queue = queueOf(trial);
  return departments.map((department) => {
    const first: ShownConversation[] = [];
    for (const [, id] of queue?.waiting.prefix(lineOf(department)) ?? []) {
      if (first.length === FIRST) break;
      first.push(shown(queue!.conversations.get(id)!));
    }
    return { department, waiting: queue?.waiting.countPrefix(lineOf(department)) ?? 0, first };
  });
}

/** What every agent holds now, by name. */
export const loadsOf = (trial: Trial): ShownPoint["loads"] =>
  Object.fromEntries(trial.figures().agents.map(({ name, load }) => [name, load]));

/** What can be seen of these steps of the queue, and of what was given away since that many receipts. */
export function happeningsOf(trial: Trial, revisions: readonly number[], receipts: number): Happening[] {
  const happened: Happening[] = [];
  for (const { seq, event } of trial.logOf("queue", PROJECT)) {
    if (!revisions.includes(seq)) continue;
    const { from, customerName, name } = event as { from?: { room: string }; customerName?: string; name?: string };
    const customer = customerName ?? trial.customers().find(({ id }) => id === from?.room)?.name ?? "";
    if (event.type === "conversation.enqueued") happened.push({ kind: "came", customer });
    else if (event.type === "conversation.ended") happened.push({ kind: "ended", customer });
    else happened.push({ kind: "changed", agent: name ?? "" });
  }
  const names = new Map(trial.figures().agents.map(({ name }) => [idOf(name), name]));
  for (const { customerName: customer, agentId } of trial.receipts().slice(receipts))
    happened.push({ kind: "given", customer, agent: names.get(agentId) ?? "" });
  return happened;
}
