import { For, Match, Show, Switch, createSignal, onMount, untrack } from "solid-js";
import type { MemberView } from "../../../party/protocol/members.ts";
import { MEMBER_ROLES, may, type MemberRole } from "../../../machines/rights.ts";
import { CAPACITY_MAX } from "../../../machines/vocabulary.ts";
import { LANGUAGES, dayAndTime, type Language } from "../../shared/locale.ts";
import type { Who } from "../api.ts";
import { GuardedButton } from "../parts/guarded-button.tsx";
import type { Desk } from "../state/desk.ts";
import { touches } from "../state/page.ts";
import { language, t } from "../words/index.ts";
import { Field, focusWrong } from "./field.tsx";
import { capacityOf } from "./people.ts";
import { createSaying } from "./saying.ts";
import { w } from "./words/index.ts";

/** Somebody's part in the project; without `member`: of somebody who is to be invited. */
export function MemberForm(props: {
  desk: Desk;
  member: MemberView | undefined;
  /** Why nothing of it may be changed. */
  whyNot: string | undefined;
  /** Where its letters go, if that is known. */
  letters: Who["letters"];
  onClose: (said?: string) => void;
}) {
  // What it was when one began: what others change meanwhile is not written over.
  const before = untrack(() => props.member);
  const first = untrack(() => props.desk.project.about()?.departments[0]);
  const saying = createSaying(() => props.desk);
  const [email, setEmail] = createSignal("");
  const [name, setName] = createSignal(before?.name ?? "");
  const [role, setRole] = createSignal<MemberRole>(before?.role ?? "agent");
  const [departments, setDepartments] = createSignal<readonly string[]>(
    before?.departments ?? (first ? [first.id] : []),
  );
  const [capacity, setCapacity] = createSignal(before?.capacity == null ? "" : String(before.capacity));
  const [tried, setTried] = createSignal(false);
  const isNew = before === undefined;
  const hasJoined = before?.state === "active" || before?.state === "disabled";
  const called = before?.name || before?.email || "";
  let form!: HTMLFormElement;
  // Of somebody new the address comes first, where no keyboard jumps up for it; of others, whose form it is.
  onMount(() => form.querySelector<HTMLElement>(isNew && !touches() ? "input" : "h3")?.focus());

  /** Of whoever invites, until they say what the other one speaks. */
  const [locale, setLocale] = createSignal<Language>(before?.invitation?.locale ?? language());
  const page = () => ({ locale: locale(), url: location.origin });

  async function send(): Promise<void> {
    setTried(true);
    // Who takes no conversations has no room for any: what stands in the box that is hidden is not meant.
    const number = may(role(), "conversations.take") ? capacityOf(capacity()) : (before?.capacity ?? null);
    if (number === undefined || (isNew && email().trim() === "")) return queueMicrotask(() => focusWrong(form));
    const given = { role: role(), departments: departments(), capacity: number };
    const isDone = isNew
      ? await saying.say({ type: "member.invite", email: email().trim(), ...given, ...page() })
      : await saying.say({ type: "member.change", id: before.id, ...given, ...(hasJoined ? { name: name() } : {}) });
    if (isDone) props.onClose(isNew ? w().people.invited(email().trim()) : w().saved);
    else queueMicrotask(() => focusWrong(form));
  }
  async function act(
    command: { type: string; [field: string]: unknown },
    said: string,
    question?: string,
  ): Promise<void> {
    if (question !== undefined && !confirm(question)) return;
    if (await saying.say(command)) props.onClose(said);
  }
  const atEmail = (): boolean => ["emailInvalid", "memberExists"].includes(saying.reason() ?? "");
  const atName = (): boolean => ["nameMissing", "nameTooLong"].includes(saying.reason() ?? "");

  return (
    <form
      ref={(element) => (form = element)}
      class="account-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (props.whyNot === undefined) void send();
      }}
    >
      <h3 tabIndex={-1}>{isNew ? w().people.inviteTitle : called}</h3>
      <Show when={!hasJoined}>
        <LettersGo letters={props.letters} />
      </Show>
      <Show
        when={isNew}
        fallback={
          <Show when={hasJoined} fallback={<Invited member={before!} now={props.desk.now()} />}>
            <p class="quiet">{before!.email}</p>
            <Field
              label={w().name}
              value={name()}
              error={atName() ? saying.trouble() : undefined}
              maxlength={200}
              onInput={(text) => {
                setName(text);
                saying.forget();
              }}
            />
          </Show>
        }
      >
        <Field
          label={w().email}
          type="email"
          inputmode="email"
          autocomplete="off"
          hint={props.letters === "nowhere" ? undefined : w().people.inviteHint}
          value={email()}
          error={atEmail() ? saying.trouble() : tried() && email().trim() === "" ? w().missing : undefined}
          onInput={(text) => {
            setEmail(text);
            saying.forget();
          }}
        />
      </Show>
      <Show when={!hasJoined}>
        <div class="box">
          <label for="letter-language">{w().people.letterIn}</label>
          <select
            id="letter-language"
            value={locale()}
            onChange={(event) => setLocale(LANGUAGES[event.currentTarget.selectedIndex]!)}
          >
            <For each={LANGUAGES}>
              {(known) => (
                <option value={known} selected={known === locale()}>
                  {w().people.languages[known]}
                </option>
              )}
            </For>
          </select>
        </div>
      </Show>
      <fieldset class="roles">
        <legend>{w().role}</legend>
        <For each={MEMBER_ROLES}>
          {(known) => (
            <label class="pick">
              <input type="radio" name="role" checked={role() === known} onChange={() => setRole(known)} />
              <span>
                {w().roles[known]}
                <small class="quiet">{w().roleMeans[known]}</small>
              </span>
            </label>
          )}
        </For>
      </fieldset>
      <fieldset>
        <legend>{w().people.departments}</legend>
        <For each={props.desk.project.about()?.departments ?? []}>
          {({ id, name: itsName }) => (
            <label class="pick">
              <input
                type="checkbox"
                checked={departments().includes(id)}
                onChange={(event) => {
                  const others = departments().filter((one) => one !== id);
                  setDepartments(event.currentTarget.checked ? [...others, id] : others);
                }}
              />
              <span>{itsName}</span>
            </label>
          )}
        </For>
      </fieldset>
      <Show when={may(role(), "conversations.take")}>
        <Field
          label={w().people.capacityOwn}
          type="number"
          inputmode="numeric"
          hint={w().people.capacityHint(props.desk.project.about()?.capacity ?? 0)}
          value={capacity()}
          error={capacityOf(capacity()) === undefined ? w().people.capacityBounds(CAPACITY_MAX) : undefined}
          onInput={setCapacity}
        />
      </Show>
      <p role="alert" class="trouble">
        {atEmail() || atName() ? undefined : saying.trouble()}
      </p>
      <div class="buttons">
        <Show when={before?.state === "active"}>
          <button
            type="button"
            class="apart bad"
            onClick={() =>
              void act(
                { type: "member.disable", id: before!.id },
                w().people.disabled(called),
                w().people.disableAsk(called),
              )
            }
          >
            {w().people.disable}
          </button>
        </Show>
        <Show when={before?.state === "disabled"}>
          <button
            type="button"
            class="apart"
            onClick={() => void act({ type: "member.enable", id: before!.id }, w().people.enabled(called))}
          >
            {w().people.enable}
          </button>
        </Show>
        <Show when={!isNew && !hasJoined}>
          <button
            type="button"
            class="bad"
            onClick={() =>
              void act(
                { type: "invitation.withdraw", id: before!.id },
                w().people.withdrawn(called),
                w().people.withdrawAsk(called),
              )
            }
          >
            {w().people.withdraw}
          </button>
          <button
            type="button"
            class="apart"
            onClick={() =>
              void act({ type: "invitation.resend", id: before!.id, ...page() }, w().people.invited(called))
            }
          >
            {w().people.resend}
          </button>
        </Show>
        <button type="button" onClick={() => props.onClose()}>
          {t().cancel}
        </button>
        <GuardedButton
          submit
          main
          label={isNew ? w().people.send : t().save}
          reason={saying.busy() ? t().loading : props.whyNot}
        />
      </div>
    </form>
  );
}

function Invited(props: { member: MemberView; now: number }) {
  return (
    <Show when={props.member.invitation}>
      {(invitation) => (
        <p class={invitation().letter === "failed" ? "trouble" : "quiet"}>
          {props.member.state === "expired"
            ? w().people.states.expired
            : w().people.until(dayAndTime(language(), invitation().until, props.now))}
          <Show when={invitation().letter === "failed"}>. {w().people.letterFailed}</Show>
        </p>
      )}
    </Show>
  );
}

/** Said before one is sent: an invitation that nobody can read is none. */
function LettersGo(props: { letters: Who["letters"] }) {
  return (
    <Switch>
      <Match when={props.letters === "outbox"}>
        <p class="banner" role="note">
          <span>
            {w().people.lettersHere}{" "}
            <a href="/outbox" target="_blank">
              {w().people.lettersPage}
            </a>
          </span>
        </p>
      </Match>
      <Match when={props.letters === "nowhere"}>
        <p class="banner warn" role="note">
          {w().people.lettersNowhere}
        </p>
      </Match>
    </Switch>
  );
}
