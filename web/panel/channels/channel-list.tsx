import { For, Show } from "solid-js";
import { OUTSIDE_CHANNELS, type OutsideChannel } from "../../../machines/outside.ts";
import type { InboxView } from "../../../party/protocol/inboxes.ts";
import { dayAndTime } from "../../shared/locale.ts";
import { w } from "../account/words/index.ts";
import { GuardedButton } from "../parts/guarded-button.tsx";
import type { Desk } from "../state/desk.ts";
import { language } from "../words/index.ts";
import { ChannelState } from "./channel-state.tsx";
import { cw } from "./words/index.ts";

export function ChannelList(props: {
  desk: Desk;
  all: readonly InboxView[];
  onOpen: (id: string) => void;
  onAdd: (channel: OutsideChannel) => void;
}) {
  return (
    <>
      <div class="people-head">
        <p class="quiet">{props.all.length === 0 ? "" : cw().count(props.all.length)}</p>
        <For each={OUTSIDE_CHANNELS}>
          {(channel) => (
            <GuardedButton
              main
              label={cw().add(cw().names[channel])}
              reason={undefined}
              onPress={() => props.onAdd(channel)}
            />
          )}
        </For>
      </div>
      <Show when={props.all.length > 0} fallback={<p class="quiet">{cw().none}</p>}>
        <div class="table-frame" tabIndex={0} role="region" aria-label={cw().region}>
          <table>
            <thead>
              <tr>
                <th scope="col">{w().name}</th>
                <th scope="col">{cw().department}</th>
                <th scope="col">{cw().state}</th>
                <th scope="col">{cw().checked}</th>
                <th scope="col">
                  <span class="unseen">{cw().actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={props.all}>
                {(inbox) => (
                  <tr data-inbox={inbox.id}>
                    <th scope="row">
                      <bdi>{inbox.name}</bdi>
                      <small class="quiet">
                        {cw().names[inbox.channel]}
                        <Show when={inbox.shown !== ""}>
                          {" "}
                          <bdi>{inbox.shown}</bdi>
                        </Show>
                      </small>
                    </th>
                    <td data-label={cw().department}>{props.desk.project.departmentName(inbox.department)}</td>
                    <td data-label={cw().state}>
                      <ChannelState inbox={inbox} />
                    </td>
                    <td data-label={cw().checked}>{whenChecked(inbox, props.desk.now())}</td>
                    <td class="row-action">
                      <GuardedButton
                        label={cw().openOf(inbox.name)}
                        short={cw().open}
                        reason={undefined}
                        onPress={() => props.onOpen(inbox.id)}
                      />
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </>
  );
}

export const whenChecked = ({ checkedAt }: InboxView, now: number): string =>
  checkedAt === null ? cw().never : dayAndTime(language(), checkedAt, now);
