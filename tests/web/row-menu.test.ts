import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import type { Message } from "../../party/protocol/conversation.ts";
import { createRowMenu } from "../../web/panel/state/row-menu.ts";

const line = (seq: number, kind: string): Message => ({ seq, kind }) as unknown as Message;
const THREAD = [line(1, "opened"), line(2, "text"), line(3, "assigned"), line(4, "file"), line(5, "note")];

function menuOf(lines: readonly Message[]) {
  const [messages, setMessages] = createSignal(lines);
  return createRoot(() => ({ menu: createRowMenu(messages), setMessages }));
}

test("the Tab key comes to one line of a thread: the last that somebody has said, or where they were before", () => {
  const { menu, setMessages } = menuOf(THREAD);
  expect(menu.stop()).toBe(5);
  menu.setStop(2);
  setMessages([...THREAD, line(6, "text")]);
  expect(menu.stop()).toBe(2);
});

test("what was erased meanwhile, or is not there, is no stop", () => {
  const { menu, setMessages } = menuOf(THREAD);
  menu.setStop(4);
  setMessages(THREAD.map((one) => (one.seq === 4 ? line(4, "erased") : one)));
  expect(menu.stop()).toBe(5);
  setMessages([line(1, "opened")]);
  expect(menu.stop()).toBeUndefined();
});

test("arrows go from what was said to what was said, past everything else, and no farther than the ends", () => {
  const { menu } = menuOf(THREAD);
  expect([menu.next(4, "ArrowUp"), menu.next(2, "ArrowDown"), menu.next(4, "ArrowDown")]).toEqual([2, 4, 5]);
  expect([menu.next(2, "ArrowUp"), menu.next(5, "ArrowDown"), menu.next(4, "x")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("CH12 arrows go by the order on the screen, and what a channel says has no menu", () => {
  const system = { ...line(6, "shared"), shared: { type: "system", text: "x" } } as unknown as Message;
  const { menu } = menuOf([line(2, "text"), line(4, "text"), line(3, "text"), system]);
  expect([menu.next(2, "ArrowDown"), menu.next(4, "ArrowDown"), menu.next(3, "ArrowDown")]).toEqual([4, 3, undefined]);
  expect([menu.next(3, "ArrowUp"), menu.stop()]).toEqual([4, 3]);
});

test("a menu that hears late that it has gone does not shut the next one", () => {
  const { menu } = menuOf(THREAD);
  menu.setOpen(2);
  menu.setOpen(4);
  menu.shut(2);
  expect(menu.open()).toBe(4);
  menu.shut(4);
  expect(menu.open()).toBeUndefined();
});
