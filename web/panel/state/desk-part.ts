/** The desk itself, which whoever is not signed in need not load. */
import { createSignal } from "solid-js";
import { insist } from "../parts/later.ts";
import { wasSignedIn } from "./session.ts";

type Desk = typeof import("../parts/desk-page.tsx").DeskPage;

const [desk, setDesk] = createSignal<Desk>();
/** Undefined: still on its way. Not a lazy component: what waits for one is taken out of the page, with all dialogs in it. */
export { desk };

let coming: Promise<void> | undefined;
export const fetchDesk = (): Promise<void> =>
  (coming ??= insist(() => import("../parts/desk-page.tsx")).then(({ DeskPage }) => void setDesk(() => DeskPage)));

/** Before the server has said who it is: most who come are those who were there. */
export const fetchLikely = (): void => void (wasSignedIn() && fetchDesk());
