import { For, Show, createSignal, onMount, untrack } from "solid-js";
import type { ChannelSetup, InboxView } from "../../../party/protocol/inboxes.ts";
import { Field, PasswordField, focusWrong } from "../account/field.tsx";
import { Form } from "../account/form.tsx";
import { createTrying } from "../account/trying.ts";
import { w } from "../account/words/index.ts";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { saveInbox } from "./inboxes.ts";
import { placeOf, settingFault } from "./setting-faults.ts";
import { cw, settingWords, whyNotChannel } from "./words/index.ts";

/** What a channel's adapter asks for; without `before`: of a number or a bot that is to be added. */
export function ChannelForm(props: {
  desk: Desk;
  setup: ChannelSetup;
  before?: InboxView;
  onUnsaved: () => void;
  onClose: () => void;
  onSaved: (inbox: InboxView) => void;
}) {
  // What it was when one began: what others change meanwhile is not written over.
  const before = untrack(() => props.before);
  const setup = untrack(() => props.setup);
  const departments = () => props.desk.project.about()?.departments ?? [];
  const trying = createTrying(whyNotChannel);
  const [name, setName] = createSignal(before?.name ?? "");
  const [department, setDepartment] = createSignal(before?.department ?? untrack(departments)[0]?.id ?? "");
  const [baseUrl, setBaseUrl] = createSignal(before?.baseUrl ?? setup.baseUrl);
  const [values, setValues] = createSignal<Record<string, string>>(
    Object.fromEntries(setup.settings.map((one) => [one.name, before?.settings[one.name] ?? one.preset])),
  );
  const [tried, setTried] = createSignal(false);
  const [field, setField] = createSignal<string>();
  let form!: HTMLDivElement;
  onMount(() => form.querySelector<HTMLElement>("h3")?.focus());

  function changed(): void {
    props.onUnsaved();
    trying.fail(undefined);
  }
  /** Secrets are kept for the address for which they were given, and for no other. */
  const isSameAddress = () => (baseUrl().trim() || setup.baseUrl).replace(/\/+$/, "") === before?.baseUrl;
  const isKept = (secret: string): boolean => before?.secrets.includes(secret) === true && isSameAddress();
  /** Where the server's answer belongs; undefined: to none of the fields. */
  const place = () => placeOf(trying.error(), field(), setup);
  const told = (where: string) => (place() === where ? trying.trouble() : undefined);
  const unsaid = (text: string) => (tried() && text.trim() === "" ? w().missing : undefined);

  const troubleOf = (setting: ChannelSetup["settings"][number]): string | undefined => {
    const fault = tried() ? settingFault(setting, values()[setting.name] ?? "", isKept(setting.name)) : undefined;
    if (fault === "settingMissing" || (place() === setting.name && trying.error() === "settingMissing"))
      return `${w().missing}. ${hintOf(setting)}`;
    if (fault === "settingInvalid" || (place() === setting.name && trying.error() === "settingInvalid"))
      return settingWords(setup.channel, setting.name).wrong;
    return told(setting.name);
  };
  const hintOf = ({ name: of, secret }: ChannelSetup["settings"][number]): string => {
    const { hint } = settingWords(setup.channel, of);
    if (before && isFixed(of)) return cw().fixed;
    if (!secret || !before) return hint;
    return `${isKept(of) ? cw().kept : cw().elsewhere} ${hint}`;
  };
  /** Another number is another inbox, with customers of its own. */
  const isFixed = (of: string): boolean =>
    before !== undefined && of === setup.settings[0]!.name && of in before.settings;
  const isWrong = () => unsaid(name()) !== undefined || setup.settings.some((one) => troubleOf(one) !== undefined);

  async function save(): Promise<void> {
    trying.fail(undefined);
    setTried(true);
    if (isWrong()) return queueMicrotask(() => focusWrong(form));
    const said = Object.entries(values()).filter(([, value]) => value.trim() !== "");
    const draft = {
      ...(before && { id: before.id }),
      channel: setup.channel,
      name: name(),
      department: department(),
      baseUrl: baseUrl(),
      settings: Object.fromEntries(said),
    };
    const done = await trying.run(async () => {
      const answer = await saveInbox(draft);
      setField(answer.ok ? undefined : answer.field);
      return answer;
    });
    if (done) props.onSaved(done.inbox);
  }

  return (
    <div ref={(element) => (form = element)}>
      <Form
        trying={trying}
        label={cw().save}
        told={place() !== undefined}
        onSubmit={() => void save()}
        beside={
          <button type="button" onClick={() => props.onClose()}>
            {t().cancel}
          </button>
        }
      >
        <h3 tabIndex={-1}>{before ? cw().changeOf(before.name) : cw().add(cw().names[setup.channel])}</h3>
        <Field
          label={w().name}
          hint={cw().nameHint}
          placeholder={cw().nameExample[setup.channel]}
          value={name()}
          error={unsaid(name()) ?? told("name")}
          onInput={(text) => (setName(text), changed())}
        />
        <div class="box">
          <label for="channel-department">{cw().department}</label>
          <select
            id="channel-department"
            aria-describedby="channel-department-said"
            aria-invalid={place() === "department" ? "true" : undefined}
            onChange={(event) => (setDepartment(departments()[event.currentTarget.selectedIndex]!.id), changed())}
          >
            <For each={departments()}>
              {(one) => (
                <option value={one.id} selected={one.id === department()}>
                  {one.name}
                </option>
              )}
            </For>
          </select>
          <p id="channel-department-said" class={place() === "department" ? "trouble" : "quiet"}>
            {place() === "department" ? cw().departmentGone : cw().departmentHint}
          </p>
        </div>
        <For each={setup.settings}>
          {(setting) => {
            const shared = {
              get label() {
                return settingWords(setup.channel, setting.name).label;
              },
              get value() {
                return values()[setting.name] ?? "";
              },
              get hint() {
                return hintOf(setting);
              },
              get error() {
                return troubleOf(setting);
              },
              onInput: (text: string) => (setValues({ ...values(), [setting.name]: text }), changed()),
            };
            return (
              <Show when={setting.secret} fallback={<Field {...shared} readonly={isFixed(setting.name)} />}>
                <PasswordField {...shared} fresh show={cw().showSecret} />
              </Show>
            );
          }}
        </For>
        <details open={place() === "baseUrl" || baseUrl() !== setup.baseUrl}>
          <summary>{cw().advanced}</summary>
          <Field
            label={cw().baseUrl}
            hint={cw().baseUrlHint(setup.baseUrl)}
            value={baseUrl()}
            error={place() === "baseUrl" ? cw().baseUrlWrong : undefined}
            onInput={(text) => (setBaseUrl(text), changed())}
          />
        </details>
      </Form>
    </div>
  );
}
