/**
 * The queue's rules told again, plainly and slowly, from its log alone: who waited, who could take one, and so who had to get
 * whom. Its receipts must say the same, one by one.
 */
import type { Receipt } from "../../machines/queue-events.ts";
import { logKey } from "../../party/engine/keys.ts";
import type { FakeStorage } from "../../web/simulator/storage.ts";

interface Waiting {
  id: string;
  department: string;
  enqueuedAt: number;
  agentId: string | null;
  snoozedBy: string | null;
  /** Who handed it to its line, and from which one. */
  handedBy: string | null;
  movedFrom: string | null;
  /** Whether anybody has had it. */
  wasGiven: boolean;
}
interface Clerk {
  id: string;
  present: boolean;
  available: boolean;
  capacity: number;
  departments: string[];
  load: number;
  assignedAt: number;
}
type Logged = { at: number; event: { type: string; from?: { room: string }; [field: string]: unknown } };

const isInLine = (one: Waiting) => one.agentId === null && one.snoozedBy === null;
const oldestFirst = (a: Waiting, b: Waiting) => a.enqueuedAt - b.enqueuedAt || (a.id < b.id ? -1 : 1);
const nextFirst = (a: Clerk, b: Clerk) => a.load - b.load || a.assignedAt - b.assignedAt || (a.id < b.id ? -1 : 1);

/** @throws if a receipt is missing, superfluous, or names anybody but the one whose turn it was. */
export function auditQueue(storage: FakeStorage): { fromLine: number; transfers: number } {
  const receipts = [...storage.inMemory("list/receipts/").values()] as Receipt[];
  const entries = new Map<string, Waiting>();
  const clerks = new Map<string, Clerk>();
  const counts = { fromLine: 0, transfers: 0 };
  // Until the directory has said which ones there are.
  let departments = ["general"];
  /** QU2: whatever was named, it is in a department that there is. */
  const oneOfOurs = (department: string) => (departments.includes(department) ? department : departments[0]!);
  const taken = (entry: Waiting) => {
    const clerk = clerks.get(entry.agentId ?? "");
    if (clerk) clerk.load--;
    entry.agentId = null;
  };
  /** QU20, QU21, QU23: whether who wants one back can have it. */
  const canTakeBack = (clerk: Clerk | undefined): clerk is Clerk =>
    clerk !== undefined && clerk.present && clerk.load < clerk.capacity;
  const given = (entry: Waiting, clerk: Clerk, at: number, how: Receipt["how"], arrived?: string) => {
    taken(entry);
    // QU8: from the line, for the first time, and not in the step in which it came.
    const isWait = how === "fromLine" && !entry.wasGiven && arrived !== entry.id;
    const wait = isWait ? at - entry.enqueuedAt : null;
    entry.wasGiven = true;
    Object.assign(entry, { agentId: clerk.id, handedBy: null, movedFrom: null });
    clerk.load++;
    clerk.assignedAt = at;
    const receipt = receipts[counts.fromLine + counts.transfers];
    counts[how === "fromLine" ? "fromLine" : "transfers"]++;
    const due = `${entry.id}, there since ${entry.enqueuedAt}, to ${clerk.id} (${how}, ${wait})`;
    const done =
      receipt &&
      `${receipt.conversationId}, there since ${receipt.enqueuedAt}, to ${receipt.agentId} (${receipt.how}, ${receipt.waitMs})`;
    if (done !== due) throw new Error(`the rules demanded ${due}, the queue did ${done ?? "nothing"}`);
  };
  for (const line of storage.inMemory(logKey(0).slice(0, 4)).values()) {
    const { at, event } = line as Logged;
    const room = event.from?.room ?? "";
    const id = `${room}.${String(event.conversation)}`;
    const entry = entries.get(id);
    const arrives = (): Waiting => {
      const { department, enqueuedAt: since } = event as unknown as Waiting;
      const nobody = { agentId: null, snoozedBy: null, handedBy: null, movedFrom: null, wasGiven: false };
      const arrived = { id, department: oneOfOurs(department), enqueuedAt: Math.min(since, at), ...nobody };
      entries.set(id, arrived);
      return arrived;
    };
    if (event.type === "conversation.enqueued" && !entry) arrives();
    else if (event.type === "conversation.ended" && entry) {
      taken(entry);
      entries.delete(id);
    } else if (event.type === "reopen.asked" && !entry) {
      const clerk = clerks.get(String(event.agentId));
      if (canTakeBack(clerk)) given(arrives(), clerk, at, "reopened");
    } else if (event.type === "conversation.snoozed" && entry?.snoozedBy === null) {
      taken(entry);
      entry.snoozedBy = String(event.agentId);
    } else if (event.type === "conversation.woken" && entry && entry.snoozedBy !== null) {
      const clerk = clerks.get(entry.snoozedBy);
      entry.snoozedBy = null;
      if (canTakeBack(clerk) && (clerk.available || event.by === "agent")) given(entry, clerk, at, "woken");
    } else if (event.type === "departmentTransfer.asked" && entry) {
      const to = String(event.department);
      if (entry.agentId !== event.fromAgent || !departments.includes(to) || entry.department === to) continue;
      taken(entry);
      Object.assign(entry, { department: to, movedFrom: entry.department, handedBy: event.fromAgent });
    } else if (event.type === "undo.asked" && entry) {
      const clerk = clerks.get(String(event.agentId));
      const isThere = event.holder === null ? entry.handedBy === event.agentId : entry.agentId === event.holder;
      if (!isThere || entry.agentId === event.agentId || !canTakeBack(clerk)) continue;
      if (entry.movedFrom !== null && departments.includes(entry.movedFrom)) entry.department = entry.movedFrom;
      given(entry, clerk, at, "undone");
    } else if (event.type === "settings.changed") {
      departments = event.departments as string[];
      for (const one of entries.values()) one.department = oneOfOurs(one.department);
    } else if (event.type === "agent.changed") {
      const { load = 0, assignedAt = 0 } = clerks.get(room) ?? {};
      const clerk = { ...(event as unknown as Clerk), id: room, load, assignedAt };
      clerks.set(room, clerk);
      if (!clerk.present)
        for (const one of entries.values())
          if (one.agentId === room) {
            one.agentId = null;
            clerk.load--;
          }
      // AG19: whoever comes back to a seat has had nothing of late.
      if (event.gone === true) clerks.delete(room);
    } else if (event.type === "transfer.asked" && entry) {
      const to = clerks.get(String(event.to));
      const may = to && to.id !== event.fromAgent && to.present && to.available && to.load < to.capacity;
      if (may && entry.agentId === event.fromAgent) given(entry, to, at, "transfer");
    }
    for (;;) {
      const lines = departments.map((department) => {
        const heads = [...entries.values()].filter((one) => isInLine(one) && one.department === department);
        const able = [...clerks.values()].filter(
          (one) => one.present && one.available && one.load < one.capacity && one.departments.includes(department),
        );
        return { head: heads.sort(oldestFirst)[0], clerk: able.sort(nextFirst)[0] };
      });
      const ready = lines.filter(({ head, clerk }) => head && clerk);
      ready.sort((a, b) => a.head!.enqueuedAt - b.head!.enqueuedAt);
      const next = ready[0];
      if (!next) break;
      given(next.head!, next.clerk!, at, "fromLine", event.type === "conversation.enqueued" ? id : undefined);
    }
  }
  const written = counts.fromLine + counts.transfers;
  if (receipts.length !== written) throw new Error(`${receipts.length} receipts for ${written} assignments`);
  return counts;
}
