/** Back to where one writes, or where there is no mouse to what opened it: the keyboard would cover half of the chat. */
export const focusComposer = (): void =>
  queueMicrotask(() => {
    const what = matchMedia("(pointer: coarse)").matches ? ".composer .clip" : ".composer .field textarea";
    document.querySelector<HTMLElement>(what)?.focus();
  });
