import { Show, createEffect, createSignal } from "solid-js";
import type { Desk } from "../state/desk.ts";
import { whyNotMine } from "../state/rights.ts";
import { askToNotify } from "../state/notifications.ts";
import { t } from "../words/index.ts";
import { GuardedButton } from "./guarded-button.tsx";

export function Availability(props: { desk: Desk }) {
  /** Without a connection nobody knows: colleagues may see something else by now. */
  const isKnown = () => props.desk.isLive() || props.desk.connection() === "live";
  // What came with who is signed in is a moment old: its first words are not that nobody knows.
  const [isHeard, setHeard] = createSignal(false);
  createEffect(() => props.desk.isLive() && setHeard(true));
  return (
    <div class="availability">
      <Show when={isHeard() && props.desk.agent()} fallback={<span class="skeleton availability-skeleton" />}>
        {(view) => (
          <>
            <p class="state" role="status" classList={{ on: isKnown() && view().available, unknown: !isKnown() }}>
              {!isKnown() ? t().availabilityUnknown : view().available ? t().available : t().unavailable}
            </p>
            <GuardedButton
              label={view().available ? t().acceptNoMore : t().acceptNew}
              main={!view().available}
              keys="A"
              reason={
                whyNotMine(props.desk.me, "conversations.take") ?? (props.desk.isLive() ? undefined : t().notConnected)
              }
              onPress={() => {
                if (!view().available) askToNotify();
                props.desk.setAvailable(!view().available);
              }}
            />
          </>
        )}
      </Show>
    </div>
  );
}
