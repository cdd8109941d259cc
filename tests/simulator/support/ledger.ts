/**
 * What people saw: a mirror of their own of every frame that reached a customer or an agent, and figures made of those alone. It knows
 * nothing of the queue's books, nor of the simulator's.
 */
import { vi } from "vitest";
import type { Identity } from "../../../party/engine/definition.ts";
import type { AgentView } from "../../../party/protocol/agent.ts";
import type { CustomerThreadView } from "../../../party/protocol/conversation.ts";
import type { DownFrame } from "../../../party/protocol/frames.ts";
import { blank, reflect, type Mirror } from "../../../web/shared/mirror.ts";
import { RoomNode } from "../../../web/simulator/room-node.ts";
import type { Trial } from "../../../web/simulator/trial.ts";
import type { TrialFigures } from "../../../web/simulator/trial-types.ts";

interface Contact {
  queuedAt: number;
  assignedAt: number | null;
  state: CustomerThreadView["state"];
}

interface Desk {
  view: AgentView;
  /** Numbers of the receipts of all that they ever had. */
  had: Set<number>;
  busySince: number | null;
  busyMs: number;
}

/** The least of them that so large a part is not above. */
function notAbove(waits: readonly number[], part: number): number {
  return Math.min(...waits.filter((one) => waits.filter((other) => other <= one).length >= part * waits.length));
}

export class Ledger {
  readonly contacts = new Map<string, Contact>();
  readonly desks = new Map<string, Desk>();
  now: () => number = () => 0;

  /** Must be there before the trial is opened, and restored after it. */
  static watch(): { ledger: Ledger; end: () => void } {
    const ledger = new Ledger();
    // oxlint-disable-next-line typescript/unbound-method -- called with the room that it is asked of
    const { connect } = RoomNode.prototype;
    const spy = vi.spyOn(RoomNode.prototype, "connect").mockImplementation(function (this: RoomNode, ...given) {
      const [identity, peer, ticket] = given;
      let mirror: Mirror = blank;
      const frame = (said: DownFrame): void => {
        const next = reflect(mirror, said, ledger.now());
        if (next !== "gap") ledger.#see(identity, this.self.room, (mirror = next));
        peer.frame(said);
      };
      return connect.call(this, identity, { ...peer, frame, closed: (code) => peer.closed(code) }, ticket);
    });
    return { ledger, end: () => spy.mockRestore() };
  }

  #see({ role, id }: Identity, room: string, { topics }: Mirror): void {
    const customer = topics.customer as CustomerThreadView | undefined;
    const agent = topics.agent as AgentView | undefined;
    if (role === "customer" && customer && customer.conversation > 0) this.#seeThread(room, customer);
    if (role === "agent" && room === id && agent) this.#seeDesk(id, agent);
  }

  #seeThread(room: string, { state, conversation }: CustomerThreadView): void {
    const id = `${room}.${conversation}`;
    const contact = this.contacts.get(id) ?? { queuedAt: this.now(), assignedAt: null, state };
    if (state === "assigned") contact.assignedAt ??= this.now();
    contact.state = state;
    this.contacts.set(id, contact);
  }

  #seeDesk(id: string, view: AgentView): void {
    const desk = this.desks.get(id) ?? { view, had: new Set(), busySince: null, busyMs: 0 };
    // Who hands one on may be the next to get it: that is told apart by its receipt.
    for (const { receipt } of view.assignments) desk.had.add(receipt!);
    if (view.assignments.length > 0) desk.busySince ??= this.now();
    else if (desk.busySince !== null) {
      desk.busyMs += this.now() - desk.busySince;
      desk.busySince = null;
    }
    desk.view = view;
    this.desks.set(id, desk);
  }

  /** The same that the trial says of itself. */
  figures(trial: Trial, startAt: number): TrialFigures {
    const now = trial.now;
    const contacts = [...this.contacts.values()];
    const waits = contacts.flatMap(({ queuedAt, assignedAt }) => (assignedAt === null ? [] : [assignedAt - queuedAt]));
    const count = (state: Contact["state"]): number => contacts.filter((one) => one.state === state).length;
    const sum = waits.reduce((total, wait) => total + wait, 0);
    return {
      now,
      arrived: contacts.length,
      waiting: count("queued"),
      served: count("assigned"),
      finished: count("quiet"),
      waitMs:
        waits.length === 0
          ? null
          : {
              average: Math.round(sum / waits.length),
              median: notAbove(waits, 0.5),
              p90: notAbove(waits, 0.9),
              longest: Math.max(...waits),
            },
      agents: Array.from(this.desks.values(), ({ view, had, busySince, busyMs }) => ({
        name: view.me.name,
        present: view.presence === "present",
        available: view.available,
        load: view.assignments.length,
        capacity: view.me.capacity,
        assigned: had.size,
        busy: (busyMs + (busySince === null ? 0 : now - busySince)) / (now - startAt),
      })).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    };
  }
}
