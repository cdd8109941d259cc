/**
 * Many small buttons that are one stop of the Tab key: the arrows go from one to the next. For the element around them; those inside
 * have a `tabindex` of -1, except the first.
 */
export function roving(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const ways: Partial<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const way = ways[event.key];
  if (way === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  buttons[(at + way + buttons.length) % buttons.length]!.focus();
}
