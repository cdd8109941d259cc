/** CV26, told again from the log and the rows: what was done to a conversation was said of that one. */
import { deepStrictEqual } from "node:assert";
import type { Message } from "../../machines/thread.ts";
import { logKey } from "../../party/engine/keys.ts";
import type { FakeStorage } from "../../web/simulator/storage.ts";

interface Said {
  type: string;
  conversation?: number;
}

/** What leaves a row at once, and the kind of that row. */
const ROWS: Record<string, Message["kind"]> = {
  "close.requested": "closed",
  "customer.left": "closed",
  "conversation.rated": "rated",
  "snooze.requested": "snoozed",
};

/** @throws if a row is about another conversation than what was said. */
export function checkAbout(storage: FakeStorage, messages: readonly Message[]): void {
  const logged = [...storage.inMemory(logKey(0).slice(0, 4)).values()] as { event: Said }[];
  const said = logged.flatMap(({ event: { type, conversation } }) =>
    type in ROWS ? [[ROWS[type], conversation]] : [],
  );
  const kinds = new Set(Object.values(ROWS));
  const done = messages.flatMap(({ kind, conversation }) => (kinds.has(kind) ? [[kind, conversation]] : []));
  deepStrictEqual(done, said, "what was done to which conversation, and what was said of which");
}
