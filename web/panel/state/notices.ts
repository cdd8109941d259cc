/** What the agent must be told although it no longer shows anywhere: a conversation has left, and a text was not sent. */
import { createComputed, createSignal, untrack, type Accessor } from "solid-js";
import type { Leaving } from "../../../party/protocol/agent.ts";
import { until } from "../../shared/until.ts";
import { backWords, reasonWords, t } from "../words/index.ts";
import { called } from "./called.ts";
import type { Conversation } from "./conversation.ts";
import type { Drafts } from "./drafts.ts";
import { handedTo, partingOf, type HandedTo } from "./parting.ts";
import { createPassing } from "./passing.ts";
import type { WayBack } from "./way-back.ts";

export interface Notice {
  id: string;
  /** Of the customer; empty: of no conversation that is known here. */
  name: string;
  text: () => string;
  /** Written and not sent. */
  draft: Accessor<string>;
  /** How it can be had again, if it can. */
  wayBack: () => WayBack | undefined;
}

export interface Notices {
  list: Accessor<readonly Notice[]>;
  /** What can still be had again, latest first, whatever the agent has done since. */
  ways: Accessor<readonly Notice[]>;
  /** Whether something about it may still be wanted. */
  isTold: (id: string) => boolean;
  /** `why`: as the agent's room says it; undefined if it has said nothing of it. */
  left: (
    conversation: Conversation,
    how: {
      wasOpen: boolean;
      agentId: string;
      nameOf: (to: HandedTo) => string;
      why: Leaving | undefined;
      wayBack: () => WayBack | undefined;
    },
  ) => void;
  /** Asks for it, and says what became of it. */
  takeBack: (id: string) => Promise<void>;
  failed: (reason: string) => void;
  /** Of no conversation that is in the list. */
  tell: (id: string, text: () => string) => void;
  /** A line that goes by itself. */
  passing: Accessor<string>;
  say: (line: string) => void;
  /** One that was put aside is so no more, and did not come back: what a notice still says of it is not true. */
  asideLost: (id: string, name: string) => void;
  /** Conversations left while nobody looked; what was being written to them has not. */
  orphans: (held: readonly string[]) => void;
  dismiss: (id: string) => void;
  /** The agent has gone on: only what they wrote stays. */
  wentOn: () => void;
}

const FAILED = "failed";
const WAYS_MAX = 5;
/** The thread, which comes on another socket than the list, has said by then how it can be had again, and who ended it. */
const SETTLED_MS = 2000;
const ANSWERED_MS = 10_000;

/**
 * @param held The conversations that the agent has.
 * @param onBack One that was asked for has come back.
 */
export function createNotices(
  drafts: Drafts,
  held: Accessor<readonly { id: string }[]>,
  onBack: (id: string) => void,
): Notices {
  const [list, setList] = createSignal<readonly Notice[]>([]);
  const [left, setLeft] = createSignal<readonly (Notice & { settled: Accessor<boolean> })[]>([]);
  const passing = createPassing();
  const add = (notice: Notice): void =>
    void setList((before) => [...before.filter(({ id }) => id !== notice.id), notice]);
  const isHeld = (id: string): boolean => held().some((one) => one.id === id);
  const nameOf = (name: string): string => name || t().visitor;
  const tell = (id: string, text: () => string): void =>
    add({ id, name: "", text, draft: () => "", wayBack: () => undefined });
  const fail = (text: () => string): void => tell(FAILED, text);
  const asked = new Map<string, string>();

  // What has come back needs no notice: what was being written is in its box again.
  createComputed(() => {
    const ids = new Set(held().map(({ id }) => id));
    const isGone = ({ id }: Notice): boolean => !ids.has(id);
    setList((before) => (before.every(isGone) ? before : before.filter(isGone)));
    setLeft((before) => (before.every(isGone) ? before : before.filter(isGone)));
    for (const [id, name] of asked)
      if (ids.has(id) && asked.delete(id)) {
        passing.say(t().passing.back(nameOf(name)));
        queueMicrotask(() => onBack(id));
      }
  });

  /** What is put aside has a place of its own in the list. */
  const isWay = ({ wayBack }: Notice): boolean => ![undefined, "conversation.wake"].includes(wayBack()?.how);

  return {
    list,
    ways: () => left().filter(isWay),
    isTold: (id) =>
      list().some((notice) => notice.id === id) ||
      left().some((notice) => notice.id === id && (!notice.settled() || isWay(notice))),
    left(conversation, { wasOpen, agentId, nameOf: colleague, why, wayBack }) {
      const { id, unsent: draft, view, room } = conversation;
      const { closedHere } = conversation.parting();
      /** The thread may say it a moment after the list has. */
      const to = (): HandedTo | null => handedTo(conversation.parting().handing, agentId);
      const name = untrack(() => called(conversation));
      const text = (): string => {
        const who = nameOf(name);
        if (closedHere) return t().leftClosed(who);
        const now = to();
        if (now) return (now.kind === "department" ? t().leftMoved : t().leftTransferred)(who, colleague(now));
        return why === undefined ? t().leftElse(who) : t().left[why](who);
      };
      const [settled, settle] = createSignal(false);
      const notice = { id, name, text, draft, wayBack, settled };
      setLeft((before) => [notice, ...before.filter((one) => one.id !== id)].slice(0, WAYS_MAX));
      const isShown = wasOpen || untrack(draft) !== "";
      if (isShown) add(notice);
      const isClear = (): boolean =>
        room.status() === "denied" || view() === undefined || view()?.reopen != null || view()?.handed != null;
      void until(isClear, SETTLED_MS).then(() => {
        const how = untrack(() =>
          partingOf(why, conversation.parting().messages, agentId, view()?.reopen?.by === agentId),
        );
        if (!isShown && !closedHere && untrack(to) === null && how !== "own")
          passing.say(t().passing[how](nameOf(name)));
        setTimeout(() => settle(true), isClear() ? 0 : SETTLED_MS);
      });
    },
    async takeBack(id) {
      const notice = [...list(), ...left()].find((one) => one.id === id);
      const way = notice?.wayBack();
      if (!way || way.asking) return;
      asked.set(id, notice!.name);
      const outcome = await way.run();
      if (outcome.kind !== "done") {
        asked.delete(id);
        return fail(() => t().notDone(backWords(outcome.kind === "refused" ? outcome.reason : "fault")));
      }
      const declined = (): string | null => {
        const now = notice!.wayBack();
        return now && !now.asking ? now.declined : null;
      };
      await until(() => isHeld(id) || declined() !== null, ANSWERED_MS);
      const why = untrack(declined);
      // A notice says it itself, beside its button.
      if (why !== null && untrack(() => !isHeld(id) && list().every((one) => one.id !== id)))
        passing.say(`${nameOf(notice!.name)}: ${backWords(why)}`);
    },
    failed: (reason) => fail(() => t().notDone(reasonWords(reason))),
    tell,
    passing: passing.words,
    say: passing.say,
    asideLost(id, name) {
      const text = (): string => t().passing.aside(nameOf(name));
      if (untrack(list).every((notice) => notice.id !== id)) return passing.say(text());
      setList((before) => before.map((notice) => (notice.id === id ? { ...notice, text } : notice)));
    },
    orphans(ids) {
      for (const id of drafts.all()) {
        if (ids.includes(id)) continue;
        const draft = drafts.unsent(id);
        add({ id, name: "", text: () => t().leftAway, draft: () => draft, wayBack: () => undefined });
      }
    },
    wentOn: () => void setList((before) => before.filter(({ draft }) => draft() !== "")),
    dismiss(id) {
      drafts.forget(id);
      setList((before) => before.filter((notice) => notice.id !== id));
    },
  };
}
