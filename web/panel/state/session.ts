/** Who is signed in, in all tabs of this browser. */
import { createSignal, onCleanup, type Accessor } from "solid-js";
import { kept } from "../../shared/stored.ts";
import * as api from "../api.ts";

export interface Session {
  /** Undefined: not known yet; null: nobody. */
  me: Accessor<api.Me | null | undefined>;
  unreachable: Accessor<boolean>;
  signIn: (person: string) => Promise<void>;
  /** @param goodbye What this tab has to say to the rooms before its connections close. */
  signOut: (goodbye: () => Promise<void>) => Promise<void>;
  /** Asks the server again who is signed in. */
  ask: () => void;
}

const RETRY_MS = 2000;
/** Written at each sign-in and sign-out, for the other tabs to hear. */
const CHANGED = "turno.session";
const IN = "in";
const OUT = "out";

export function createSession(): Session {
  const [me, setMe] = createSignal<api.Me | null>();
  const [unreachable, setUnreachable] = createSignal(false);
  let retry: ReturnType<typeof setTimeout> | undefined;

  const ask = (): void => {
    clearTimeout(retry);
    void api
      .whoAmI()
      .then((who) => {
        setUnreachable(false);
        setMe((before) => (before && who && before.id === who.id ? before : who));
      })
      .catch(() => {
        setUnreachable(true);
        retry = setTimeout(ask, RETRY_MS);
      });
  };
  const tellTabs = (what: typeof IN | typeof OUT): void => kept.write(CHANGED, `${what} ${Date.now()}`);
  const heard = ({ key, newValue }: StorageEvent): void => {
    if (key !== CHANGED) return;
    if (newValue?.startsWith(OUT)) setMe(null);
    else ask();
  };
  addEventListener("storage", heard);
  onCleanup(() => {
    clearTimeout(retry);
    removeEventListener("storage", heard);
  });
  ask();
  return {
    me,
    unreachable,
    ask,
    async signIn(person) {
      setMe(await api.signIn(person));
      tellTabs(IN);
    },
    async signOut(goodbye) {
      tellTabs(OUT);
      await goodbye();
      await api.signOut();
      history.replaceState(null, "", location.pathname);
      setMe(null);
    },
  };
}
