/** Shows that a conversation goes from the line to an agent: what stood elsewhere a moment ago comes from there. */

const MS = 420;
/** More at once is no movement that an eye could follow. */
const MOST = 30;

const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** @param change Draws the new state. Whatever has the same `data-token` before and after moves between the two places. */
export function moving(around: HTMLElement | undefined, isFast: boolean, change: () => void): void {
  if (!around || isFast || document.hidden || still()) return change();
  const before = new Map<string, DOMRect>();
  for (const token of around.querySelectorAll<HTMLElement>("[data-token]"))
    before.set(token.dataset["token"]!, token.getBoundingClientRect());
  change();
  const moved: (() => void)[] = [];
  for (const token of around.querySelectorAll<HTMLElement>("[data-token]")) {
    const was = before.get(token.dataset["token"]!);
    const now = token.getBoundingClientRect();
    if (!was)
      moved.push(() => token.animate({ opacity: [0, 1], scale: [0.4, 1] }, { duration: MS, easing: "ease-out" }));
    else if (Math.abs(was.x - now.x) + Math.abs(was.y - now.y) > 2) {
      const translate = [`${was.x - now.x}px ${was.y - now.y}px`, "0 0"];
      moved.push(() =>
        token.animate({ translate, zIndex: [3, 3] }, { duration: MS, easing: "cubic-bezier(.3,.7,.2,1)" }),
      );
    }
  }
  if (moved.length <= MOST) for (const move of moved) move();
}
