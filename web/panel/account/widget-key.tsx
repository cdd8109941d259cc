import { Show, createSignal, onMount } from "solid-js";
import { dayAndTime } from "../../shared/locale.ts";
import { tell } from "../api.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { GuardedButton } from "../parts/guarded-button.tsx";
import type { Desk } from "../state/desk.ts";
import { whyNotMine } from "../state/rights.ts";
import { language, t } from "../words/index.ts";
import { createTrying } from "./trying.ts";
import { w } from "./words/index.ts";

const PATH = "/project/widget-key";

/** By which the site vouches for its users. Shown once, when it is made. */
export function WidgetKeyPart(props: { desk: Desk }) {
  const trying = createTrying();
  const [at, setAt] = createSignal<number | null>();
  const [key, setKey] = createSignal<string>();
  const whyNot = () => whyNotMine(props.desk.me, "project.edit");
  onMount(async () => {
    if (whyNot() !== undefined) return;
    const said = await tell<{ at: number | null }>(PATH, undefined, "GET");
    if (said.ok) setAt(said.body.at);
  });
  async function replace(): Promise<void> {
    if (at() != null && !confirm(w().widgetKey.sure)) return;
    const made = await trying.run(() => tell<{ key: string; at: number }>(PATH));
    if (!made) return;
    setKey(made.key);
    setAt(made.at);
  }
  return (
    <section class="account-form">
      <h3>{w().widgetKey.title}</h3>
      <p class="quiet">{w().widgetKey.hint}</p>
      <Show when={at() !== undefined}>
        <p>{at() == null ? w().widgetKey.none : w().widgetKey.made(dayAndTime(language(), at()!, Date.now()))}</p>
      </Show>
      <div role="status" class="told-here">
        <Show when={key()}>
          {(shown) => (
            <>
              <p>{w().widgetKey.shown}</p>
              <p class="secret">
                <code>{shown()}</code>
                <CopyButton label={w().widgetKey.copy} text={shown()} />
              </p>
            </>
          )}
        </Show>
      </div>
      <p role="alert" class="trouble">
        {trying.trouble()}
      </p>
      <div class="buttons">
        <GuardedButton
          label={at() == null ? w().widgetKey.make : w().widgetKey.replace}
          reason={whyNot() ?? (trying.busy() ? t().loading : undefined)}
          onPress={() => void replace()}
        />
      </div>
    </section>
  );
}
