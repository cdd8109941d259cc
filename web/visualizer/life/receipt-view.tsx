import { ErrorBoundary, For, Show, Suspense, createResource } from "solid-js";
import type { Receipt } from "../../../party/protocol/queue.ts";
import { life as w } from "../words/life/index.ts";
import type { Assigned, Receipts } from "./receipts.ts";
import { clock, span } from "./telling.ts";

/** Who could have been given it, with which load, and why this one was. */
export function ReceiptView(props: { assigned: Assigned; receipts: Receipts }) {
  const [receipt] = createResource(
    () => props.assigned,
    // oxlint-disable-next-line solid/reactivity -- called again for another assignment
    (assigned) => props.receipts.find(assigned),
  );
  return (
    <section class="life-receipt" aria-label={w().receipt.title}>
      <h3>{w().receipt.title}</h3>
      <ErrorBoundary fallback={<p class="quiet">{w().receipt.offline}</p>}>
        <Suspense fallback={<p class="quiet">{w().receipt.loading}</p>}>
          <Show when={receipt()} fallback={<p class="quiet">{w().receipt.none}</p>}>
            {(one) => <Why receipt={one()} receipts={props.receipts} />}
          </Show>
        </Suspense>
      </ErrorBoundary>
    </section>
  );
}

function Why(props: { receipt: Receipt; receipts: Receipts }) {
  return (
    <>
      <p>
        <strong>{props.receipts.nameOf(props.receipt.agentId)}</strong>. {w().receipt.how[props.receipt.how]}{" "}
        <span class="quiet">
          {props.receipt.waitMs == null ? "" : `${span(props.receipt.waitMs)} · `}
          {w().receipt.eligible}: {props.receipt.eligible}
          <Show when={props.receipt.waiting > 0}>
            {" "}
            · {w().receipt.waiting}: {props.receipt.waiting}
          </Show>
        </span>
      </p>
      <Show when={props.receipt.first.length > 0}>
        <p class="quiet">{w().receipt.order}</p>
        <ol>
          <For each={props.receipt.first}>
            {(agent) => (
              <li classList={{ chosen: agent.agentId === props.receipt.agentId }}>
                <strong>{props.receipts.nameOf(agent.agentId)}</strong>
                <span class="quiet">
                  {w().receipt.load(agent.load)} ·{" "}
                  {agent.assignedAt > 0 ? w().receipt.last(clock(agent.assignedAt)) : w().receipt.never}
                </span>
                <Show when={agent.agentId === props.receipt.agentId}>
                  <span class="flag">{w().receipt.chosen}</span>
                </Show>
              </li>
            )}
          </For>
        </ol>
      </Show>
    </>
  );
}
