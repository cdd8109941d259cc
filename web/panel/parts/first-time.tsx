import { Show, Suspense } from "solid-js";
import { reach } from "../../shared/reach.ts";
import type { Desk } from "../state/desk.ts";
import { later } from "./later.ts";

const TourInvitation = later(() => import("./tour-invitation.tsx"), false);

/** Where nobody has ever been: the way into the tour. In the tour itself there is none. */
export function FirstTime(props: { desk: Desk }) {
  const hasHadNone = () => {
    const { assignments = [], left = [], snoozed = [] } = props.desk.agent() ?? {};
    return assignments.length + left.length + snoozed.length === 0;
  };
  return (
    <Show when={!reach.isApart && hasHadNone()}>
      <Suspense>
        <TourInvitation />
      </Suspense>
    </Show>
  );
}
