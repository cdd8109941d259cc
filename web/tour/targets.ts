/** Where on the panel each step is done: the first of these that can be seen. A hint says what comes before the step itself. */
import type { StepName } from "./steps.ts";
import type { Words } from "./words/es.ts";

export type Hint = keyof Words["hints"];
export interface Target {
  at: string;
  hint?: Hint;
}

const ACCEPT: Target = { at: ".availability .main", hint: "accept" };
const BACK: Target = { at: ".thread-head .back", hint: "back" };
/** For whatever is done in a conversation: one must be in front. */
const THREAD: readonly Target[] = [{ at: ".list .entry", hint: "open" }, ACCEPT, { at: ".list-title", hint: "wait" }];
const ANSWER = ".composer:not(.private)";
const TO_ANSWER: Target = { at: ".composer.private .composer-modes button:first-child", hint: "answerMode" };

const TARGETS: Record<StepName, readonly Target[]> = {
  accept: [{ at: ".availability .guard" }, BACK],
  open: [{ at: ".list .entry:has(.dot)" }, { at: ".list .entry" }, BACK, ACCEPT, { at: ".list-title", hint: "wait" }],
  answer: [
    { at: `${ANSWER}:has(textarea:not(:placeholder-shown))`, hint: "send" },
    { at: ANSWER },
    TO_ANSWER,
    ...THREAD,
  ],
  reply: [{ at: ".replies" }, { at: ANSWER }, TO_ANSWER, ...THREAD],
  note: [
    { at: ".composer.private:has(textarea:not(:placeholder-shown))", hint: "send" },
    { at: ".composer.private" },
    { at: ".composer-modes button:nth-child(2)" },
    ...THREAD,
  ],
  transfer: [
    { at: "dialog[open]:has([name=transfer-to]:checked) .buttons > .guard", hint: "confirm" },
    { at: "dialog[open] .colleague:not(.off):has([name=transfer-to])", hint: "choose" },
    { at: ".thread-actions > .guard:first-child" },
    ...THREAD,
  ],
  undo: [
    { at: ".notices .banner > button:not(.square)" },
    { at: ".list .snoozed button" },
    BACK,
    { at: ".thread-actions > .guard:first-child" },
  ],
  aside: [
    { at: "dialog.snooze .snooze-choices" },
    { at: "dialog.labels:has(:checked) .buttons .main", hint: "confirm" },
    { at: "dialog.labels .label-choices" },
    { at: ".more-menu:popover-open" },
    { at: ".thread-actions .more-button" },
    ...THREAD,
  ],
  several: [
    { at: `.desk:has(.entry[aria-current=true] .wait) ${ANSWER}` },
    TO_ANSWER,
    { at: ".list .entry:has(.wait)", hint: "next" },
    BACK,
    ACCEPT,
    { at: ".list-title", hint: "wait" },
  ],
  finish: [
    { at: "dialog.finish:has(:checked) .buttons .main", hint: "confirm" },
    { at: "dialog.finish fieldset", hint: "chooseReason" },
    { at: ".thread-actions > .guard:nth-child(2)" },
    ...THREAD,
  ],
  pause: [{ at: ".availability .guard" }, BACK],
};

/** @param page What the panel stands in. */
export function findTarget(step: StepName, page: ParentNode): { element: HTMLElement; hint: Hint | undefined } | null {
  const isOpen = page.querySelector("dialog:modal") !== null;
  for (const { at, hint } of TARGETS[step])
    for (const element of page.querySelectorAll<HTMLElement>(at))
      // What a dialog covers cannot be pressed.
      if (element.checkVisibility({ visibilityProperty: true }) && (!isOpen || element.closest("dialog") !== null))
        return { element, hint };
  return null;
}
