/** Who is signed in, in all tabs of this browser. */
import { batch, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import { kept } from "../../shared/stored.ts";
import { wayIn, type WayIn } from "../account/way-in.ts";
import * as api from "../api.ts";

export interface Session {
  /** Undefined: not known yet; null: nobody, or in none of their projects. */
  me: Accessor<api.Me | null | undefined>;
  /** What else is known of who is signed in. */
  who: Accessor<api.Who | undefined>;
  /** Whether somebody was here until a moment ago who has not signed out in this browser. */
  ended: Accessor<boolean>;
  /** The link of a letter by which one has come. */
  wayIn: Accessor<WayIn | null>;
  leaveWayIn: () => void;
  unreachable: Accessor<boolean>;
  /** As one of the people of the demo. */
  signIn: (person: string) => Promise<void>;
  /** After signing in, or choosing a project: here and in the other tabs. */
  entered: () => Promise<void>;
  /**
   * @param goodbye What this tab has to say to the rooms before its connections close.
   * @param how Ends the session, alone or among others.
   */
  signOut: (goodbye: () => Promise<void>, how?: () => Promise<unknown>) => Promise<void>;
  /** Whether they work in another project as well. */
  hasOtherProjects: () => boolean;
  /** Asks the server again who is signed in. */
  ask: () => void;
}

const RETRY_MS = 2000;
/** Written at each sign-in and sign-out, for the other tabs to hear. */
const CHANGED = "turno.session";
const IN = "in";
const OUT = "out";

/** As far as this browser knows. */
export const wasSignedIn = (): boolean => kept.read(CHANGED)?.startsWith(IN) === true;

/** The desk is another one for another person, and for the same one with other rights. */
const isSame = (a: api.Me, b: api.Me): boolean =>
  a.id === b.id && a.project === b.project && a.role === b.role && a.name === b.name;

export function createSession(): Session {
  // Mostly it is known by now, and the page is drawn once.
  const known = api.takeEarly();
  const [me, setMe] = createSignal<api.Me | null | undefined>(known?.me);
  const [who, setWho] = createSignal<api.Who | undefined>(known);
  const [ended, setEnded] = createSignal(false);
  const [unreachable, setUnreachable] = createSignal(false);
  const [way, setWay] = createSignal(wayIn(location.hash));
  let retry: ReturnType<typeof setTimeout> | undefined;

  async function look(entered = false): Promise<void> {
    const found = await api.whoAmI(entered);
    const before = untrack(me);
    batch(() => {
      setUnreachable(false);
      setEnded(found.account === undefined && (before != null || untrack(ended)));
      setWho(found);
      setMe(before && found.me && isSame(before, found.me) ? before : found.me);
    });
  }
  let asking = false;
  let askAgain = false;
  /** All sockets are closed at once: one question is enough, and one more for what changed while it was on its way. */
  const ask = (): void => {
    clearTimeout(retry);
    if (asking) return void (askAgain = true);
    asking = true;
    void look()
      .catch(() => {
        setUnreachable(true);
        retry = setTimeout(ask, RETRY_MS);
      })
      .finally(() => {
        asking = false;
        if (!askAgain) return;
        askAgain = false;
        ask();
      });
  };
  const tellTabs = (what: typeof IN | typeof OUT): void => kept.write(CHANGED, `${what} ${Date.now()}`);
  const nobody = (): void =>
    batch(() => {
      setWho({ me: null });
      setMe(null);
    });
  const heard = ({ key, newValue }: StorageEvent): void => {
    if (key !== CHANGED) return;
    if (newValue?.startsWith(OUT)) nobody();
    else ask();
  };
  const led = (): void => void setWay(wayIn(location.hash));
  addEventListener("storage", heard);
  addEventListener("hashchange", led);
  onCleanup(() => {
    clearTimeout(retry);
    removeEventListener("storage", heard);
    removeEventListener("hashchange", led);
  });
  api.onChanged(ask);
  if (!known) ask();
  return {
    me,
    who,
    ended,
    wayIn: way,
    leaveWayIn() {
      history.replaceState(null, "", location.pathname);
      setWay(null);
    },
    unreachable,
    ask,
    async signIn(person) {
      await api.signIn(person);
      await look(true);
      tellTabs(IN);
    },
    async entered() {
      await look(true);
      tellTabs(IN);
    },
    hasOtherProjects: () => (who()?.projects?.length ?? 0) > 1,
    async signOut(goodbye, how = api.signOut) {
      tellTabs(OUT);
      await goodbye();
      await how();
      history.replaceState(null, "", location.pathname);
      nobody();
    },
  };
}
