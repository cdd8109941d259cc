import { For, Show, createSignal } from "solid-js";
import type { Receipt } from "../../../party/protocol/queue.ts";
import { language } from "../../panel/words/index.ts";
import { clockTime, minutesAndSeconds } from "../../shared/locale.ts";
import { tw } from "../words/trial/index.ts";
import { preciseTime } from "./clock.ts";
import { departmentName } from "./departments.ts";
import { whyOf } from "./why.ts";

const FIRST = 10;
const MORE = 50;

function sentence(receipt: Receipt, agent: string): string {
  const why = whyOf(receipt);
  if (why.kind === "asked") return tw().why.asked;
  return why.kind === "alone" ? tw().why.alone(agent) : tw().why[why.kind](agent, why.count, why.load);
}

/** Who got which conversation, newest first; each opens to why. */
export function Receipts(props: {
  /** Oldest first. */
  receipts: readonly Receipt[];
  nameOf: (agentId: string) => string;
  onOpen: (thread: string) => void;
}) {
  const [shown, setShown] = createSignal(FIRST);
  const [open, setOpen] = createSignal<number>();
  const newest = () => props.receipts.slice(-shown()).toReversed();
  return (
    <section class="try-card try-receipts" aria-labelledby="try-receipts">
      <h2 id="try-receipts">{tw().receipts}</h2>
      <p class="quiet">{tw().receiptsSay}</p>
      <Show when={props.receipts.length > 0} fallback={<p class="try-none">{tw().noReceipts}</p>}>
        <ol>
          <For each={newest()}>
            {(receipt) => {
              const agent = () => props.nameOf(receipt.agentId);
              const isOpen = () => open() === receipt.seq;
              return (
                <li classList={{ open: isOpen() }}>
                  <button
                    type="button"
                    class="plain try-receipt"
                    aria-expanded={isOpen()}
                    onClick={() => setOpen(isOpen() ? undefined : receipt.seq)}
                  >
                    <time>{preciseTime(language(), receipt.at)}</time>
                    <span class="try-who">
                      <bdi>{receipt.customerName}</bdi> → <strong>{agent()}</strong>
                    </span>
                    <span class="quiet">
                      {receipt.waitMs == null ? tw().atOnce : tw().waited(minutesAndSeconds(receipt.waitMs))}
                    </span>
                  </button>
                  <Show when={isOpen()}>
                    <div class="try-why">
                      <p>
                        <strong>{sentence(receipt, agent())}</strong>{" "}
                        <Show when={receipt.waiting > 0}>
                          {departmentName(receipt.department)}: {tw().why.head(receipt.waiting)}
                        </Show>
                      </p>
                      <p class="quiet">{tw().why.eligible}</p>
                      <ol>
                        <For each={receipt.first}>
                          {(one) => (
                            <li classList={{ chosen: one.agentId === receipt.agentId }}>
                              <strong>{props.nameOf(one.agentId)}</strong>
                              <span class="quiet">
                                {tw().why.load(one.load)} ·{" "}
                                {one.assignedAt > 0
                                  ? tw().why.last(clockTime(language(), one.assignedAt))
                                  : tw().why.never}
                              </span>
                              <Show when={one.agentId === receipt.agentId}>
                                <span class="flag">{tw().why.chosen}</span>
                              </Show>
                            </li>
                          )}
                        </For>
                      </ol>
                      <button
                        type="button"
                        onClick={() =>
                          props.onOpen(receipt.conversationId.slice(0, receipt.conversationId.lastIndexOf(".")))
                        }
                      >
                        {tw().life}
                      </button>
                    </div>
                  </Show>
                </li>
              );
            }}
          </For>
        </ol>
        <Show when={props.receipts.length > shown()}>
          <button type="button" class="plain" onClick={() => setShown(shown() + MORE)}>
            {tw().moreReceipts}
          </button>
        </Show>
      </Show>
    </section>
  );
}
