/** What the agent must be told although it no longer shows anywhere: a conversation has left, and a text was not sent. */
import { createSignal, untrack, type Accessor } from "solid-js";
import type { Leaving } from "../../../party/protocol/agent.ts";
import { reasonWords, t } from "../words/index.ts";
import type { Conversation } from "./conversation.ts";
import type { Drafts } from "./drafts.ts";
import type { WayBack } from "./way-back.ts";

export interface Notice {
  id: string;
  text: () => string;
  /** Written and not sent. */
  draft: Accessor<string>;
  /** How it can be had again, if it can. */
  wayBack: () => WayBack | undefined;
}

export interface Notices {
  list: Accessor<readonly Notice[]>;
  /** `why`: as the agent's room says it; undefined if it has said nothing of it. */
  left: (
    conversation: Conversation,
    how: {
      wasOpen: boolean;
      nameOf: (agentId: string) => string;
      why: Leaving | undefined;
      wayBack: () => WayBack | undefined;
    },
  ) => void;
  failed: (reason: string) => void;
  /** Conversations left while nobody looked; what was being written to them has not. */
  orphans: (held: readonly string[]) => void;
  dismiss: (id: string) => void;
  /** The agent has gone on: only what they wrote stays. */
  wentOn: () => void;
}

const FAILED = "failed";

export function createNotices(drafts: Drafts): Notices {
  const [list, setList] = createSignal<readonly Notice[]>([]);
  const add = (notice: Notice): void =>
    void setList((before) => [...before.filter(({ id }) => id !== notice.id), notice]);
  return {
    list,
    left(conversation, { wasOpen, nameOf, why, wayBack }) {
      const { closedHere, transferredTo } = conversation.parting();
      const to = transferredTo === null ? null : untrack(() => nameOf(transferredTo));
      const name = conversation.assignment.customerName;
      const draft = conversation.unsent;
      const hasText = untrack(draft) !== "";
      if (!wasOpen && !hasText) return;
      const text = (): string => {
        const who = name || t().visitor;
        if (closedHere) return t().leftClosed(who);
        if (to !== null) return t().leftTransferred(who, to);
        return why === undefined ? t().leftElse(who) : t().left[why](who);
      };
      add({ id: conversation.id, text, draft, wayBack });
    },
    failed: (reason) =>
      add({ id: FAILED, text: () => t().notDone(reasonWords(reason)), draft: () => "", wayBack: () => undefined }),
    orphans(held) {
      for (const id of drafts.all()) {
        if (held.includes(id)) continue;
        const draft = drafts.unsent(id);
        add({ id, text: () => t().leftAway, draft: () => draft, wayBack: () => undefined });
      }
    },
    wentOn: () => void setList((before) => before.filter(({ draft }) => draft() !== "")),
    dismiss(id) {
      drafts.forget(id);
      setList((before) => before.filter((notice) => notice.id !== id));
    },
  };
}
