/** What calls the agent: a sound, a word for who listens to the page, a notice of the desktop, and a number in the tab's title. */
import { createEffect, createSignal, mapArray, on, onCleanup, type Accessor } from "solid-js";
import { t } from "../words/index.ts";
import type { Conversation } from "./conversation.ts";
import type { Desk } from "./desk.ts";
import { notify } from "./notifications.ts";
import { allowSound, ring } from "./sound.ts";

const nameOf = ({ assignment }: Conversation): string => assignment.customerName || t().visitor;

/** Gives what a screen reader should say now. */
export function createAlerts(desk: Desk): Accessor<string> {
  const [spoken, say] = createSignal("");
  const gestures = ["pointerdown", "keydown"];
  for (const gesture of gestures) addEventListener(gesture, allowSound);
  onCleanup(() => gestures.forEach((gesture) => removeEventListener(gesture, allowSound)));
  allowSound();

  // The conversations of the first sight are not news.
  let seen: Set<string> | undefined;
  createEffect(
    on(
      () => desk.agent()?.assignments.map(({ conversationId }) => conversationId),
      (ids) => {
        if (!ids) return;
        const fresh = ids.filter((id) => seen && !seen.has(id));
        seen = new Set(ids);
        if (fresh.length === 0) return;
        ring("conversation");
        const newest = desk.conversations().find(({ id }) => id === fresh.at(-1));
        if (!newest) return;
        const words = t().newConversation(nameOf(newest));
        say(words);
        notify(newest.id, words, "", () => desk.select(newest.id));
      },
    ),
  );

  const listen = mapArray(desk.conversations, (conversation) => {
    let heard: number | undefined;
    createEffect(
      on(conversation.messages, (messages) => {
        const last = messages.findLast((message) => message.kind === "text" && message.from === "customer");
        if (messages.length === 0 || !last || last.kind !== "text") return;
        const isNews = heard !== undefined && last.seq > heard;
        heard = Math.max(heard ?? 0, last.seq);
        if (!isNews) return;
        const inView = desk.selected() === conversation && desk.page.looked();
        if (!inView) ring("message");
        say(t().newMessage(nameOf(conversation), last.text));
        notify(conversation.id, nameOf(conversation), last.text, () => desk.select(conversation.id));
      }),
    );
  });
  createEffect(listen);

  createEffect(() => {
    const unread = desk.conversations().reduce((sum, { view }) => sum + (view()?.unread ?? 0), 0);
    document.title = unread > 0 ? `(${unread}) ${t().product}` : t().product;
  });
  onCleanup(() => (document.title = t().product));
  return spoken;
}
