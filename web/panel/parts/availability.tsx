import { Show } from "solid-js";
import type { Desk } from "../state/desk.ts";
import { askToNotify } from "../state/notifications.ts";
import { t } from "../words/index.ts";
import { GuardedButton } from "./guarded-button.tsx";

export function Availability(props: { desk: Desk }) {
  /** Without a connection nobody knows: colleagues may see something else by now. */
  const isKnown = () => props.desk.isLive() || props.desk.connection() === "live";
  return (
    <div class="availability">
      <Show when={props.desk.agent()} fallback={<span class="skeleton availability-skeleton" />}>
        {(view) => (
          <>
            <p class="state" role="status" classList={{ on: isKnown() && view().available, unknown: !isKnown() }}>
              {!isKnown() ? t().availabilityUnknown : view().available ? t().available : t().unavailable}
            </p>
            <GuardedButton
              label={view().available ? t().acceptNoMore : t().acceptNew}
              main={!view().available}
              keys="A"
              reason={props.desk.isLive() ? undefined : t().notConnected}
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
