import { Show, createEffect, onCleanup } from "solid-js";
import { outOfReach } from "../state/departments.ts";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";

/** Says to who has nothing to do why the queue's figure is not nought: those who wait are for others. */
export function WaitElsewhere(props: { desk: Desk }) {
  const somebodyWaits = () => (props.desk.figures()?.waiting ?? 0) > 0;
  createEffect(() => {
    if (!somebodyWaits()) return;
    props.desk.wantLine(true);
    onCleanup(() => props.desk.wantLine(false));
  });
  const count = () => outOfReach(props.desk.line() ?? [], props.desk.agent()?.me.departments ?? []);
  return (
    <Show when={somebodyWaits() && props.desk.agent() && count() > 0}>
      <p class="quiet">{t().waitElsewhere(count())}</p>
    </Show>
  );
}
