/** The menus of a thread's lines: which one is open, and which of their buttons the Tab key comes to. */
import { createContext, createMemo, createSignal, useContext, type Accessor } from "solid-js";
import { isErasable } from "../../../machines/erasable.ts";
import type { Message } from "../../../party/protocol/conversation.ts";

export interface RowMenu {
  /** The line whose menu is open. */
  open: Accessor<number | undefined>;
  setOpen: (seq: number) => void;
  /** That of this line: a menu hears late that it has gone, and the next one may be open by then. */
  shut: (seq: number) => void;
  /** One for all of them, so that nobody tabs through a whole thread: where they were last, or at its end. */
  stop: Accessor<number | undefined>;
  setStop: (seq: number) => void;
  /** Brings a line into view, if it is at hand. */
  goTo: (seq: number) => void;
  /** The line to which a key goes from this one. */
  next: (from: number, key: string) => number | undefined;
}

const RowMenuContext = createContext<RowMenu>();
export const RowMenuProvider = RowMenuContext.Provider;
export const useRowMenu = (): RowMenu => useContext(RowMenuContext)!;

/** What somebody has said. */
const hasMenu = (message: Message): boolean =>
  isErasable(message.kind) && !(message.kind === "shared" && message.shared.type === "system");

/** @param messages In the order in which they are shown. */
export function createRowMenu(messages: Accessor<readonly Message[]>, goTo: (seq: number) => void = () => {}): RowMenu {
  const [open, setOpen] = createSignal<number>();
  const [reached, reach] = createSignal<number>();
  const stop = createMemo(() => {
    const at = reached();
    const last = at === undefined ? undefined : messages().find(({ seq }) => seq === at);
    return (last && hasMenu(last) ? last : messages().findLast(hasMenu))?.seq;
  });
  return {
    open,
    setOpen: (seq) => void setOpen(seq),
    shut: (seq) => void setOpen((now) => (now === seq ? undefined : now)),
    stop,
    setStop: (seq) => void reach(seq),
    goTo,
    next(from, key) {
      const all = messages().filter(hasMenu);
      const at = all.findIndex(({ seq }) => seq === from);
      if (at < 0) return undefined;
      if (key === "ArrowUp") return all[at - 1]?.seq;
      return key === "ArrowDown" ? all[at + 1]?.seq : undefined;
    },
  };
}
