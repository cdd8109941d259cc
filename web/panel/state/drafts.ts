/** Texts that an agent has not sent yet, kept in the browser: each agent's own, by conversation. */
import { kept, type Keep } from "../../shared/stored.ts";

export interface Drafts {
  agentId: string;
  read: (conversationId: string) => string;
  write: (conversationId: string, text: string) => void;
  /** Conversations that have one. */
  all: () => string[];
}

export function draftsOf(agentId: string, keep: Keep = kept): Drafts {
  const prefix = `turno.draft.${agentId}/`;
  return {
    agentId,
    read: (id) => keep.read(prefix + id) ?? "",
    write: (id, text) => keep.write(prefix + id, text === "" ? null : text),
    all: () =>
      keep
        .keys()
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length)),
  };
}
