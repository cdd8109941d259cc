import type { Message } from "../../../party/protocol/conversation.ts";
import { clockTime } from "../../shared/locale.ts";
import { useRowMenu } from "../state/row-menu.ts";
import { language, t } from "../words/index.ts";
import { Icon } from "./icons.tsx";

/** Where a line of the thread is on the screen: the button of its menu, or what is left of it. */
export const rowAt = (seq: number, within: ParentNode | null): HTMLElement | null =>
  within?.querySelector<HTMLElement>(`[data-line="${seq}"]`) ?? null;

/** What can be done with something that was said. */
export function RowButton(props: { message: Message }) {
  const menu = useRowMenu();
  const seq = () => props.message.seq;
  /** A press beside a menu shuts it: on its own button no press may open it again at once. */
  let wasOpen = false;
  return (
    <button
      type="button"
      class="plain square row-button"
      data-line={seq()}
      tabIndex={menu.stop() === seq() ? 0 : -1}
      aria-label={t().messageMenu(clockTime(language(), props.message.at))}
      aria-expanded={menu.open() === seq()}
      onFocus={() => menu.setStop(seq())}
      onPointerDown={() => (wasOpen = menu.open() === seq())}
      onClick={() => {
        if (!wasOpen) menu.setOpen(seq());
        wasOpen = false;
      }}
      onKeyDown={(event) => {
        const next = menu.next(seq(), event.key);
        if (next === undefined) return;
        event.preventDefault();
        rowAt(next, event.currentTarget.closest("[role=log]"))?.focus();
      }}
    >
      <Icon name="dots" />
    </button>
  );
}
