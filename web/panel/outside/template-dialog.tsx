import { For, Match, Show, Switch, createSignal, createUniqueId, onMount } from "solid-js";
import type { Template } from "../../../machines/outside.ts";
import type { TemplatesView } from "../../../party/protocol/inboxes.ts";
import { tell } from "../api.ts";
import { Dialog } from "../parts/dialog.tsx";
import { DialogFoot } from "../parts/dialog-foot.tsx";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { reasonWords, t } from "../words/index.ts";
import { filledOf, gapsOf, isFilled, isFound, keyOf, piecesOf, type Gap, type Values } from "./templates.ts";
import { words } from "./words/index.ts";

const PARAMETER_MAX_CHARS = 1024;

/** A button's is called by what it is and where it stands: `url0`. */
const calledGap = ({ part, name }: Gap): string =>
  part === "buttons" ? String(Number(name.replace(/\D/g, "")) + 1) : name;

/** Chooses one of the approved templates, fills it in, shows it as it will be read, and sends it. */
export default function TemplateDialog(props: { desk: Desk; conversation: Conversation; onClose: () => void }) {
  const searchId = createUniqueId();
  const [came, setCame] = createSignal<TemplatesView>();
  const [lack, setLack] = createSignal<string>();
  const [query, setQuery] = createSignal("");
  const [chosen, choose] = createSignal<Template>();
  const [values, setValues] = createSignal<Values>({});
  const [trouble, setTrouble] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const inbox = () => props.conversation.view()?.outside?.inbox ?? "";
  const found = () => (came()?.templates ?? []).filter((one) => isFound(one, query()));
  let shut = (): void => {};
  let part!: HTMLDivElement;

  async function fetchThem(): Promise<void> {
    setLack(undefined);
    const said = await tell<TemplatesView>(`/inboxes/${encodeURIComponent(inbox())}/templates`, undefined, "GET");
    if (!said.ok) setLack(said.error === "notReached" ? t().notConnected : reasonWords(said.error));
    else if (said.body.templates.length === 0 && said.body.words !== "") setLack(said.body.words);
    else setCame(said.body);
  }
  onMount(() => void fetchThem());

  function pick(template: Template | undefined): void {
    setTrouble(undefined);
    setValues({});
    choose(() => template);
    // What was pressed has gone.
    queueMicrotask(() => part.querySelector<HTMLElement>("input, .main")?.focus());
  }
  async function send(): Promise<void> {
    const template = chosen();
    if (!template || busy()) return;
    if (!isFilled(template, values())) return void setTrouble(words().templates.missing);
    const { name, ...rest } = filledOf(template, values());
    setBusy(true);
    const outcome = await props.conversation.ask({ type: "template.send", template: name, ...rest });
    setBusy(false);
    if (outcome.kind === "done") shut();
    else setTrouble(outcome.kind === "refused" ? reasonWords(outcome.reason) : t().fault);
  }

  return (
    <Dialog
      title={words().sendTemplate}
      class="templates"
      onOpen={(close) => (shut = close)}
      onSubmit={() => void send()}
      onClose={() => props.onClose()}
    >
      <div class="template-part" ref={(element) => (part = element)}>
        <Switch fallback={<p role="status">{words().templates.coming}</p>}>
          <Match when={lack()}>
            {(why) => (
              <>
                <p class="trouble" role="alert">
                  {words().templates.notHad(why())}
                </p>
                <button type="button" onClick={() => void fetchThem()}>
                  {words().templates.again}
                </button>
              </>
            )}
          </Match>
          <Match when={chosen()}>
            {(template) => (
              <>
                <p class="template-name">
                  <strong>{template().name}</strong> <span class="quiet">{template().language}</span>{" "}
                  <button type="button" class="plain" onClick={() => pick(undefined)}>
                    {words().templates.back}
                  </button>
                </p>
                <For each={gapsOf(template())}>
                  {(gap) => (
                    <label class="template-gap">
                      <span>{words().templates.gapOf(words().templates.gap[gap.part], calledGap(gap))}</span>
                      <input
                        type="text"
                        dir="auto"
                        autocomplete="off"
                        maxLength={PARAMETER_MAX_CHARS}
                        value={values()[keyOf(gap)] ?? ""}
                        onInput={(event) => {
                          setTrouble(undefined);
                          setValues((before) => ({ ...before, [keyOf(gap)]: event.currentTarget.value }));
                        }}
                      />
                    </label>
                  )}
                </For>
                <section class="template-preview" aria-live="polite" aria-label={words().templates.preview}>
                  <h3>{words().templates.preview}</h3>
                  <div class="bubble mine">
                    <For each={template().parts}>
                      {(part) => (
                        <p class={`text part-${part.type}`} dir="auto">
                          <For each={piecesOf(part, values())}>
                            {({ text, gap, isMissing }) => (
                              <Show when={gap} fallback={text}>
                                <mark classList={{ missing: isMissing }}>{text}</mark>
                              </Show>
                            )}
                          </For>
                        </p>
                      )}
                    </For>
                  </div>
                </section>
                <DialogFoot
                  label={words().templates.send}
                  off={busy() || !isFilled(template(), values()) ? "aria-disabled" : undefined}
                  trouble={trouble()}
                  onCancel={() => shut()}
                />
              </>
            )}
          </Match>
          <Match when={came()}>
            {(all) => (
              <Show when={all().templates.length > 0} fallback={<p>{words().templates.none}</p>}>
                <label class="unseen" for={searchId}>
                  {words().templates.search}
                </label>
                <input
                  id={searchId}
                  type="search"
                  placeholder={words().templates.search}
                  value={query()}
                  onInput={(event) => setQuery(event.currentTarget.value)}
                  onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
                />
                <ul class="template-list" aria-label={words().templates.choose}>
                  <For each={found()} fallback={<li class="quiet">{words().templates.noneFound}</li>}>
                    {(template) => (
                      <li>
                        <button type="button" class="plain" onClick={() => pick(template)}>
                          <strong>{template.name}</strong> <span class="quiet">{template.language}</span>
                          <span class="quiet said" dir="auto">
                            {template.parts.find(({ type }) => type === "body")?.text}
                          </span>
                        </button>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            )}
          </Match>
        </Switch>
      </div>
      <Show when={!chosen()}>
        <div class="buttons">
          <button type="button" onClick={() => shut()}>
            {t().cancel}
          </button>
        </div>
      </Show>
    </Dialog>
  );
}
