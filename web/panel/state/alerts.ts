/** What calls the agent: a sound, a word for who listens to the page, a notice of the desktop, and a number on tab and icon. */
import { createEffect, createSignal, mapArray, on, onCleanup, untrack, type Accessor } from "solid-js";
import { until } from "../../shared/until.ts";
import { t } from "../words/index.ts";
import { called } from "./called.ts";
import type { Conversation } from "./conversation.ts";
import type { Desk } from "./desk.ts";
import { NOTICE_CLICKED, notify, setBadge } from "./notifications.ts";
import { painted } from "./painted.ts";
import { isSaidBy } from "./said.ts";
import { lastWords, saidWords } from "./said-words.ts";
import { allowSound, canRing, play, type Kind } from "./sound.ts";
import { claim, hold, isHeldElsewhere } from "./tabs.ts";

/** Longer than a thread needs to come; a notice without words is better than none. */
const FIRST_WORDS_MAX_MS = 2000;

const nameOf = (conversation: Conversation): string => called(conversation) || t().visitor;

/** Of somebody new: they come a moment after the conversation itself. */
async function firstWords(conversation: Conversation): Promise<string> {
  await until(() => conversation.view()?.last != null, FIRST_WORDS_MAX_MS);
  return untrack(() => lastWords(conversation));
}

/** Gives what a screen reader should say now. */
export function createAlerts(desk: Desk): Accessor<string> {
  const [spoken, speak] = createSignal("");
  // The same words twice are no change of the page, and would not be said.
  const say = (words: string): void => void speak((before) => (before === words ? `${words}\u00a0` : words));
  const gestures = ["pointerdown", "keydown"];
  for (const gesture of gestures) addEventListener(gesture, allowSound);
  onCleanup(() => gestures.forEach((gesture) => removeEventListener(gesture, allowSound)));
  // A browser that has long allowed it: making what sounds takes longer than drawing the list.
  void painted().then(allowSound);

  const inFront = `looked.${desk.me.id}`;
  const inView = (id: string): string => `in-view.${desk.me.id}/${id}`;
  createEffect(() => {
    if (!desk.page.looked()) return;
    onCleanup(hold(inFront));
    const id = desk.selected()?.id;
    if (id !== undefined) onCleanup(hold(inView(id)));
  });

  /** All tabs hear of it; one of them sounds, and one shows it. `event` is its name in all of them. */
  async function call(
    about: Conversation,
    event: string,
    kind: Kind,
    title: string,
    words: () => Promise<string> | string,
  ): Promise<void> {
    if (desk.selected() === about && desk.page.looked()) return;
    if (await isHeldElsewhere(inView(about.id))) return;
    if (canRing() && (await claim(`ring.${event}`))) play(kind);
    if (!document.hidden || (await isHeldElsewhere(inFront)) || !(await claim(`notice.${event}`))) return;
    notify({ tag: about.id, title, body: await words(), opened: () => desk.select(about.id) });
  }

  // The conversations of the first sight are not news.
  let seen: Set<string> | undefined;
  createEffect(
    on(
      () => desk.agent()?.assignments.map(({ conversationId }) => conversationId),
      (ids) => {
        if (!ids) return;
        const fresh = ids.filter((id) => seen && !seen.has(id));
        seen = new Set(ids);
        const newest = desk.conversations().find(({ id }) => id === fresh.at(-1));
        if (!newest) return;
        const words = t().newConversation(nameOf(newest));
        say(words);
        void call(newest, `new.${newest.id}`, "conversation", words, () => firstWords(newest));
      },
    ),
  );

  const listen = mapArray(desk.conversations, (conversation) => {
    let heard: number | undefined;
    createEffect(
      on(conversation.messages, (messages) => {
        const last = messages.findLast(isSaidBy("customer"));
        if (messages.length === 0 || !last) return;
        const isNews = heard !== undefined && last.seq > heard;
        heard = Math.max(heard ?? 0, last.seq);
        if (!isNews) return;
        say(t().newMessage(nameOf(conversation), saidWords(last)));
        void call(conversation, `${conversation.id}.${last.seq}`, "message", nameOf(conversation), () =>
          saidWords(last),
        );
      }),
    );
  });
  createEffect(listen);

  const clicked = ({ data }: MessageEvent<{ type?: string; tag?: string } | null>): void => {
    if (data?.type === NOTICE_CLICKED && data.tag !== undefined) desk.select(data.tag);
  };
  const workers = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  workers?.addEventListener("message", clicked);
  onCleanup(() => workers?.removeEventListener("message", clicked));

  createEffect(() => {
    const unread = desk.conversations().reduce((sum, { view }) => sum + (view()?.unread ?? 0), 0);
    document.title = unread > 0 ? `(${unread}) ${t().product}` : t().product;
    setBadge(unread);
  });
  onCleanup(() => {
    document.title = t().product;
    setBadge(0);
  });
  return spoken;
}
