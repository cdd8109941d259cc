import { For, Index, Show, createEffect, createSignal, on } from "solid-js";
import type { ProjectView } from "../../../party/protocol/project.ts";
import { GuardedButton } from "../parts/guarded-button.tsx";
import { Icon } from "../parts/icons.tsx";
import type { Desk } from "../state/desk.ts";
import { whyNotMine } from "../state/rights.ts";
import { t } from "../words/index.ts";
import { ChatSnippet } from "./chat-snippet.tsx";
import { Field, focusWrong } from "./field.tsx";
import { domainsIn } from "./people.ts";
import { createSaying } from "./saying.ts";
import { WidgetKeyPart } from "./widget-key.tsx";
import { w } from "./words/index.ts";
import { ZoneField } from "./zone-field.tsx";

/** Numbers as they stand in their boxes; the time of grace in seconds. */
interface Draft extends Pick<ProjectView, "name" | "timeZone" | "departments" | "domains"> {
  capacity: string;
  grace: string;
}

const SECOND_MS = 1000;

const draftOf = ({ name, timeZone, departments, domains, capacity, graceMs }: ProjectView): Draft => ({
  name,
  timeZone,
  departments: departments.map((one) => ({ ...one })),
  domains: [...domains],
  capacity: String(capacity),
  grace: String(graceMs / SECOND_MS),
});

/** What the project is called, where it is, its departments, and where its chat may stand. */
export function ProjectPage(props: { desk: Desk; onUnsaved: (is: boolean) => void }) {
  return (
    <Show when={props.desk.project.about()} fallback={<p role="status">{t().loading}</p>}>
      {(about) => (
        <>
          <Edit desk={props.desk} about={about()} onUnsaved={(is) => props.onUnsaved(is)} />
          <ChatSnippet desk={props.desk} />
          <WidgetKeyPart desk={props.desk} />
        </>
      )}
    </Show>
  );
}

function Edit(props: { desk: Desk; about: ProjectView; onUnsaved: (is: boolean) => void }) {
  const saying = createSaying(() => props.desk);
  const [draft, setDraft] = createSignal<Draft>();
  const [saved, setSaved] = createSignal(false);
  const whyNot = () => whyNotMine(props.desk.me, "project.edit");
  const shown = (): Draft => draft() ?? draftOf(props.about);
  let form!: HTMLFormElement;
  createEffect(on(draft, (now) => props.onUnsaved(now !== undefined), { defer: true }));

  function change(part: Partial<Draft>): void {
    setSaved(false);
    saying.forget();
    setDraft({ ...shown(), ...part });
  }
  function addDepartment(): void {
    change({ departments: [...shown().departments, { id: crypto.randomUUID(), name: "" }] });
    queueMicrotask(() => [...form.querySelectorAll<HTMLElement>(".department input")].at(-1)?.focus());
  }
  async function save(): Promise<void> {
    const now = draft();
    if (!now) return;
    const { capacity, grace, ...rest } = now;
    const numbers = { capacity: Number(capacity), graceMs: Math.round(Number(grace) * SECOND_MS) };
    const isDone = await saying.say({ type: "project.change", ...rest, ...numbers });
    setSaved(isDone);
    if (isDone) setDraft(undefined);
    else queueMicrotask(() => focusWrong(form));
  }
  const at = (...reasons: string[]): string | undefined =>
    reasons.includes(saying.reason() ?? "") ? saying.trouble() : undefined;
  const isNameless = (name: string): boolean => name.trim() === "";
  const nameTrouble = () => (isNameless(shown().name) ? at("nameMissing") : at("nameTooLong"));

  return (
    <form
      ref={(element) => (form = element)}
      class="account-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (whyNot() === undefined) void save();
      }}
    >
      <Show when={whyNot()}>{(reason) => <p class="quiet">{reason()}</p>}</Show>
      <Field
        label={w().project.name}
        value={shown().name}
        readonly={whyNot() !== undefined}
        error={nameTrouble()}
        onInput={(name) => change({ name })}
      />
      <ZoneField
        value={shown().timeZone}
        hint={w().project.zoneHint}
        disabled={whyNot() !== undefined}
        onChange={(timeZone) => change({ timeZone })}
      />
      <fieldset class="departments">
        <legend>{w().project.departments}</legend>
        <Index each={shown().departments}>
          {(department, index) => (
            <div class="department">
              <input
                type="text"
                aria-label={w().project.departmentName(index + 1)}
                readonly={whyNot() !== undefined}
                aria-invalid={isNameless(department().name) && at("nameMissing") !== undefined ? "true" : undefined}
                value={department().name}
                onInput={(event) => {
                  const name = event.currentTarget.value;
                  change({
                    departments: shown().departments.map((one, other) => (other === index ? { ...one, name } : one)),
                  });
                }}
              />
              <Show when={whyNot() === undefined}>
                <button
                  type="button"
                  class="plain square"
                  aria-label={w().project.removeDepartment(department().name)}
                  title={w().project.removeDepartment(department().name)}
                  onClick={() => change({ departments: shown().departments.filter((_, other) => other !== index) })}
                >
                  <Icon name="close" />
                </button>
              </Show>
            </div>
          )}
        </Index>
        <div>
          <GuardedButton label={w().project.addDepartment} reason={whyNot()} onPress={addDepartment} />
        </div>
        <For each={[at("departmentInUse", "departmentsMissing")].filter((words) => words !== undefined)}>
          {(words) => <p class="trouble">{words}</p>}
        </For>
      </fieldset>
      <Field
        label={w().project.capacity}
        type="number"
        inputmode="numeric"
        hint={w().project.capacityHint}
        readonly={whyNot() !== undefined}
        value={shown().capacity}
        error={at("capacityInvalid")}
        onInput={(capacity) => change({ capacity })}
      />
      <Field
        label={w().project.grace}
        type="number"
        inputmode="numeric"
        hint={w().project.graceHint}
        readonly={whyNot() !== undefined}
        value={shown().grace}
        error={at("graceInvalid")}
        onInput={(grace) => change({ grace })}
      />
      <div class="box">
        <label for="project-domains">{w().project.domains}</label>
        <textarea
          id="project-domains"
          rows={3}
          spellcheck={false}
          autocapitalize="off"
          readonly={whyNot() !== undefined}
          aria-describedby="project-domains-said"
          aria-invalid={at("domainInvalid") === undefined ? undefined : "true"}
          value={shown().domains.join("\n")}
          onChange={(event) => change({ domains: domainsIn(event.currentTarget.value) })}
          onInput={() => {
            saying.forget();
            props.onUnsaved(true);
          }}
        />
        <p id="project-domains-said" class={at("domainInvalid") === undefined ? "quiet" : "trouble"}>
          {at("domainInvalid") ?? w().project.domainsHint}
        </p>
      </div>
      <p role="alert" class="trouble">
        {saying.trouble()}
      </p>
      <div class="buttons">
        <p class="apart quiet" role="status">
          {draft() ? w().project.unsaved : saved() ? w().saved : ""}
        </p>
        <GuardedButton
          submit
          main
          label={w().project.save}
          reason={whyNot() ?? (saying.busy() ? t().loading : undefined)}
        />
      </div>
    </form>
  );
}
