/**
 * What the tabs of one browser agree on, by its locks: a lock ends with the tab that holds it, however the tab ends.
 * Where there are none (a page without https) each tab is on its own.
 */
const locks = (): LockManager | undefined => (navigator as { locks?: LockManager }).locks;
const THIS_TAB = crypto.randomUUID();
/** Longer than any tab needs to hear of the same thing, also one in the background. */
const CLAIM_MS = 20_000;

const lockName = (fact: string): string => `turno.${fact}#${THIS_TAB}`;

/** Says that something is so in this tab, until it is taken back. */
export function hold(fact: string): () => void {
  let release = (): void => {};
  let isOver = false;
  const held = new Promise<void>((done) => (release = done));
  void locks()
    ?.request(lockName(fact), { mode: "shared" }, () => (isOver ? undefined : held))
    .catch(() => {});
  return () => {
    isOver = true;
    release();
  };
}

/** Whether something is so in another tab. */
export async function isHeldElsewhere(fact: string): Promise<boolean> {
  const { held = [] } = (await locks()?.query()) ?? {};
  const own = lockName(fact);
  return held.some(({ name = "" }) => name.startsWith(`turno.${fact}#`) && name !== own);
}

/** True in one tab only: the first to ask. */
export function claim(what: string): Promise<boolean> {
  const manager = locks();
  if (!manager) return Promise.resolve(true);
  return new Promise((resolve) => {
    void manager
      .request(`turno.claim.${what}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise<void>((done) => setTimeout(done, CLAIM_MS));
      })
      .catch(() => resolve(true));
  });
}
