import { Show, createSignal, onMount } from "solid-js";
import { dayAndTime } from "../../shared/locale.ts";
import { tell } from "../api.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { GuardedButton } from "../parts/guarded-button.tsx";
import type { Desk } from "../state/desk.ts";
import { whyNotMine } from "../state/rights.ts";
import { language } from "../words/index.ts";
import { createTrying } from "./trying.ts";
import { w } from "./words/index.ts";

const PATH = "/project/widget-key";

/** The key by which a site vouches for its users: a new one is shown once. */
export function WidgetKeyPart(props: { desk: Desk }) {
  const whyNot = () => whyNotMine(props.desk.me, "project.edit");
  const trying = createTrying();
  const [at, setAt] = createSignal<number | null>(null);
  const [key, setKey] = createSignal<string>();
  onMount(async () => {
    if (whyNot() !== undefined) return;
    const found = await trying.run(() => tell<{ at: number | null }>(PATH, {}, "GET"));
    if (found) setAt(found.at);
  });

  async function make(): Promise<void> {
    if (at() !== null && !confirm(w().widgetKey.sure)) return;
    const made = await trying.run(() => tell<{ key: string; at: number | null }>(PATH));
    if (!made) return;
    setKey(made.key);
    setAt(made.at);
  }

  return (
    <section class="account-form widget-key" aria-labelledby="widget-key">
      <h3 id="widget-key">{w().widgetKey.title}</h3>
      <p class="quiet">{w().widgetKey.hint}</p>
      <Show when={whyNot() === undefined}>
        <p class="quiet">
          {at() === null ? w().widgetKey.none : w().widgetKey.made(dayAndTime(language(), at()!, props.desk.now()))}
        </p>
      </Show>
      <Show when={key()}>
        {(made) => (
          <div role="status">
            <p>{w().widgetKey.shown}</p>
            <p class="secret">
              <code>{made()}</code>
              <CopyButton label={w().widgetKey.copy} text={made()} />
            </p>
          </div>
        )}
      </Show>
      <p role="alert" class="trouble">
        {trying.trouble()}
      </p>
      <div class="buttons">
        <GuardedButton
          label={at() === null ? w().widgetKey.make : w().widgetKey.replace}
          reason={whyNot()}
          onPress={() => void make()}
        />
      </div>
    </section>
  );
}
