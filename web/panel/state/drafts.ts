/** What an agent has written and no room has taken yet, kept in the browser: each agent's own, by conversation, for all tabs. */
import { kept, type Keep } from "../../shared/stored.ts";

/** `answer`: for the customer; `note`: for colleagues. Never one text: what is meant for a colleague must not be sent out. */
export const MODES = ["answer", "note"] as const;
export type Mode = (typeof MODES)[number];

/** A text that a room has refused. */
export interface Failed {
  commandId: string;
  text: string;
  mode: Mode;
  /** The room's reason, or `fault`. */
  reason: string;
  /** Number of the line that it answers. */
  replyTo?: number;
}

export interface Drafts {
  agentId: string;
  read: (conversationId: string, mode?: Mode) => string;
  write: (conversationId: string, text: string, mode?: Mode) => void;
  failed: (conversationId: string) => readonly Failed[];
  keepFailed: (conversationId: string, failed: readonly Failed[]) => void;
  /** Everything that was not sent, in the order in which it was written. */
  unsent: (conversationId: string) => string;
  forget: (conversationId: string) => void;
  /** Conversations that have any of it. */
  all: () => string[];
  /** Calls back when another tab has written. Gives the way to stop. */
  onOther: (conversationId: string, changed: () => void) => () => void;
}

const PREFIX: Record<Mode, string> = { answer: "turno.draft", note: "turno.draft-note" };
const FAILED = "turno.failed";

export function draftsOf(agentId: string, keep: Keep = kept): Drafts {
  const keyOf = (prefix: string, id: string): string => `${prefix}.${agentId}/${id}`;
  const prefixes = [...Object.values(PREFIX), FAILED].map((prefix) => keyOf(prefix, ""));
  const read = (id: string, mode: Mode = "answer"): string => keep.read(keyOf(PREFIX[mode], id)) ?? "";
  const write = (id: string, text: string, mode: Mode = "answer"): void =>
    keep.write(keyOf(PREFIX[mode], id), text === "" ? null : text);
  const failed = (id: string): readonly Failed[] => JSON.parse(keep.read(keyOf(FAILED, id)) ?? "[]") as Failed[];
  const keepFailed = (id: string, all: readonly Failed[]): void =>
    keep.write(keyOf(FAILED, id), all.length === 0 ? null : JSON.stringify(all));
  return {
    agentId,
    read,
    write,
    failed,
    keepFailed,
    unsent: (id) =>
      [...failed(id).map(({ text }) => text), ...MODES.map((mode) => read(id, mode))]
        .filter((text) => text !== "")
        .join("\n"),
    forget(id) {
      keepFailed(id, []);
      for (const mode of MODES) write(id, "", mode);
    },
    all: () => [
      ...new Set(
        keep
          .keys()
          .flatMap((key) =>
            prefixes.filter((prefix) => key.startsWith(prefix)).map((prefix) => key.slice(prefix.length)),
          ),
      ),
    ],
    onOther(id, changed) {
      const mine = new Set([...Object.values(PREFIX), FAILED].map((prefix) => keyOf(prefix, id)));
      const heard = ({ key }: StorageEvent): void => {
        if (key === null || mine.has(key)) changed();
      };
      addEventListener("storage", heard);
      return () => removeEventListener("storage", heard);
    },
  };
}
