/**
 * Keeps an eye on where the present step is done: what is to be pressed comes, goes and moves, and a dialog shuts out whatever is not in
 * it. So the guide goes into the dialog that is open, and out again (TO5).
 */
import { findTarget, type Hint } from "./targets.ts";
import type { Box } from "./place.ts";
import type { StepName } from "./steps.ts";

export interface Seen {
  /** Undefined: nothing of the step can be seen now. */
  box: Box | undefined;
  /** What that belongs to: it is to be seen whole. */
  around: Box | undefined;
  hint: Hint | undefined;
  /** A dialog is open. */
  inDialog: boolean;
  page: { width: number; height: number };
}

/** What moves without a word, as an animation does, is looked at again so often. */
const LOOK_MS = 250;
const WHOLE = "dialog, .composer, .banner";

const boxOf = (element: HTMLElement): Box => {
  const { top, left, width, height } = element.getBoundingClientRect();
  return { top, left, width, height };
};

/** Puts the guide where it can be pressed. */
function keepInReach(guide: HTMLElement): void {
  const dialog = [...document.querySelectorAll<HTMLElement>("dialog:modal")].at(-1);
  const home = dialog ?? document.body;
  if (guide.parentElement === home) return;
  guide.removeAttribute("popover");
  home.append(guide);
  if (!dialog) return;
  // Over the dialog, and not cut off by its edge. Never elsewhere: the panel's keys are off while any popover is open.
  guide.popover = "manual";
  guide.showPopover();
}

/**
 * @param panel What the panel stands in.
 * @param saw Called when something is to be shown otherwise.
 * @returns A way to look at once, and to stop.
 */
export function follow(
  guide: HTMLElement,
  panel: HTMLElement,
  step: () => StepName | undefined,
  saw: (seen: Seen) => void,
): { look: () => void; stop: () => void } {
  let before = "";
  let due = 0;
  const look = (): void => {
    due = 0;
    keepInReach(guide);
    const now = step();
    const found = now === undefined ? null : findTarget(now, panel);
    const page = { width: innerWidth, height: innerHeight };
    const around = found && (found.element.closest<HTMLElement>(WHOLE) ?? found.element);
    const seen: Seen = {
      box: found ? boxOf(found.element) : undefined,
      around: around ? boxOf(around) : undefined,
      hint: found?.hint,
      inDialog: guide.parentElement !== document.body,
      page,
    };
    const said = JSON.stringify(seen);
    if (said === before) return;
    before = said;
    saw(seen);
  };
  const soon = (): void => void (due ||= requestAnimationFrame(look));
  const watching = new MutationObserver(soon);
  watching.observe(panel, { subtree: true, childList: true, attributes: true });
  const listening = new AbortController();
  for (const event of ["scroll", "resize", "change", "input", "toggle"])
    addEventListener(event, soon, { capture: true, passive: true, signal: listening.signal });
  const timer = setInterval(soon, LOOK_MS);
  return {
    look,
    stop() {
      watching.disconnect();
      listening.abort();
      clearInterval(timer);
      cancelAnimationFrame(due);
    },
  };
}
