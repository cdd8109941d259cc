/** Work that the first sight of the page need not wait for. */

/** A page that nobody looks at is not painted: so long, in milliseconds, it waits all the same. */
const UNSEEN_MAX_MS = 250;

/** Resolves when what is drawn now is on the screen. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, UNSEEN_MAX_MS);
  });
