import { Match, Show, Switch, createSignal } from "solid-js";
import type { OutsideChannel } from "../../../machines/outside.ts";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { ChannelForm } from "./channel-form.tsx";
import { ChannelList } from "./channel-list.tsx";
import { ChannelPage } from "./channel-page.tsx";
import { createInboxes } from "./inboxes.ts";
import { cw } from "./words/index.ts";
import "./channels.css";

/** What is in front. `new` has no id yet. */
type Front = { id: string; is: "shown" | "changed" } | { is: "new"; channel: OutsideChannel };

/** Numbers and bots of other services: which there are, whether they work, and how one is added. */
export default function ChannelsPage(props: { desk: Desk; onUnsaved: (is: boolean) => void }) {
  const inboxes = createInboxes();
  const [front, setFront] = createSignal<Front>();
  const [told, tell] = createSignal("");
  let page!: HTMLDivElement;

  function go(to: Front | undefined, said = ""): void {
    const from = front();
    props.onUnsaved(false);
    inboxes.trying.fail(undefined);
    setFront(to);
    tell(said);
    // Of what was shown the list has a row.
    if (to === undefined) {
      const row = from && "id" in from ? page.querySelector<HTMLElement>(`[data-inbox="${from.id}"] button`) : null;
      (row ?? page.querySelector("button"))?.focus();
    }
  }
  const shown = (is: "shown" | "changed") => {
    const now = front();
    return now?.is === is ? inboxes.one((now as { id: string }).id) : undefined;
  };
  const added = () => {
    const now = front();
    return now?.is === "new" ? inboxes.setup(now.channel) : undefined;
  };

  return (
    <div class="channels" ref={(element) => (page = element)}>
      <Show
        when={inboxes.all()}
        fallback={
          <Show when={inboxes.trying.trouble()} fallback={<p role="status">{t().loading}</p>}>
            <p role="alert" class="trouble">
              {inboxes.trying.trouble()}
            </p>
            <div>
              <button type="button" onClick={() => inboxes.look()}>
                {t().tryNow}
              </button>
            </div>
          </Show>
        }
      >
        <p role="status" class="told-here">
          {told()}
        </p>
        <Switch
          fallback={
            <ChannelList
              desk={props.desk}
              all={inboxes.all()!}
              onOpen={(id) => go({ is: "shown", id })}
              onAdd={(channel) => go({ is: "new", channel })}
            />
          }
        >
          <Match when={added()}>
            {(setup) => (
              <ChannelForm
                desk={props.desk}
                setup={setup()}
                onUnsaved={() => props.onUnsaved(true)}
                onClose={() => go(undefined)}
                onSaved={(inbox) => {
                  inboxes.put(inbox);
                  go({ is: "shown", id: inbox.id }, cw().saved(inbox.name));
                }}
              />
            )}
          </Match>
          <Match when={shown("changed")}>
            {(inbox) => (
              <ChannelForm
                desk={props.desk}
                setup={inboxes.setup(inbox().channel)!}
                before={inbox()}
                onUnsaved={() => props.onUnsaved(true)}
                onClose={() => go({ is: "shown", id: inbox().id })}
                onSaved={(after) => {
                  inboxes.put(after);
                  go({ is: "shown", id: after.id }, cw().saved(after.name));
                }}
              />
            )}
          </Match>
          <Match when={shown("shown")}>
            {(inbox) => (
              <ChannelPage
                desk={props.desk}
                inbox={inbox()}
                setup={inboxes.setup(inbox().channel)!}
                inboxes={inboxes}
                onBack={() => go(undefined)}
                onChange={() => go({ is: "changed", id: inbox().id })}
                onGone={(name) => go(undefined, cw().removed(name))}
                onTold={tell}
              />
            )}
          </Match>
        </Switch>
      </Show>
    </div>
  );
}
