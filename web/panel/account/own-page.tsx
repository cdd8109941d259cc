import { Suspense, createSignal } from "solid-js";
import type { Session } from "../state/session.ts";
import { ChangePassword } from "./change-password.tsx";
import { Devices } from "./devices.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { t } from "../words/index.ts";

/** One's own account: what is one's own in every project. */
export function OwnPage(props: { session: Session; onLeave: (how: () => Promise<unknown>) => Promise<void> }) {
  const account = () => props.session.who()?.account;
  // A new password ends the other sessions: the list above it says so too.
  const [passwords, setPasswords] = createSignal(0);
  return (
    <div class="own-page">
      <p class="quiet">{account()?.email}</p>
      <Suspense fallback={<p role="status">{t().loading}</p>}>
        <Devices asOf={passwords()} onLeave={(how) => props.onLeave(how)} />
      </Suspense>
      <ChangePassword session={props.session} onDone={() => setPasswords((count) => count + 1)} />
      <SecondFactor session={props.session} />
    </div>
  );
}
