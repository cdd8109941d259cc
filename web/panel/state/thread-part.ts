/** What shows a conversation in front: the list can be used before it has come. */
import { createSignal } from "solid-js";
import { insist, keysFor } from "../parts/later.ts";
import { wasSignedIn } from "./session.ts";

type Thread = typeof import("../parts/thread.tsx").Thread;

const [thread, setThread] = createSignal<Thread>();
/** Undefined: still on its way. Not a lazy component: what waits for one is taken out of the page, with all dialogs in it. */
export { thread };

let coming: Promise<void> | undefined;
export const fetchThread = (): Promise<void> =>
  (coming ??= insist(() => import("../parts/thread.tsx")).then(({ Thread }) => void setThread(() => Thread)));

/** Somebody has opened a conversation: what they type is for what they do not see yet. */
export const awaitThread = (): void => void keysFor(fetchThread());

/** An address that names a conversation will show it at once to who is signed in. */
export const fetchIfNamed = (): void => void (location.hash !== "" && wasSignedIn() && fetchThread());
