import { For, Match, Show, Switch, createSignal, onCleanup, onMount } from "solid-js";
import { may } from "../../../machines/rights.ts";
import type { MemberView } from "../../../party/protocol/members.ts";
import { Avatar } from "../parts/avatar.tsx";
import { GuardedButton } from "../parts/guarded-button.tsx";
import type { Desk } from "../state/desk.ts";
import { whyNotMine } from "../state/rights.ts";
import type { Session } from "../state/session.ts";
import { t } from "../words/index.ts";
import { Field } from "./field.tsx";
import { sortPeople } from "./people.ts";
import { MemberForm } from "./member-form.tsx";
import { w } from "./words/index.ts";

/** So few are seen at a glance. */
const SEARCH_FROM = 8;

export function PeoplePage(props: { desk: Desk; session: Session }) {
  const [words, setWords] = createSignal("");
  /** Whom one changes; null: somebody new. */
  const [editing, edit] = createSignal<string | null>();
  const [told, tell] = createSignal("");
  let back: HTMLElement | undefined;
  onMount(() => props.desk.project.wantPeople(true));
  onCleanup(() => props.desk.project.wantPeople(false));
  const all = () => props.desk.project.members();
  const found = () => sortPeople(all() ?? [], words());
  const whyNot = () => whyNotMine(props.desk.me, "members.manage");

  function open(id: string | null): void {
    back = document.activeElement as HTMLElement;
    tell("");
    edit(id);
  }
  function shut(said = ""): void {
    const from = editing();
    edit(undefined);
    tell(said);
    // The rows are made anew: the button is found again by whose it is.
    const again = from == null ? undefined : document.querySelector<HTMLElement>(`[data-member="${from}"] button`);
    (
      again ?? (back?.isConnected === true ? back : document.querySelector<HTMLElement>(".people-head button"))
    )?.focus();
  }

  return (
    <Switch fallback={<p role="status">{t().loading}</p>}>
      <Match when={editing() !== undefined}>
        <MemberForm
          desk={props.desk}
          member={all()?.find(({ id }) => id === editing())}
          whyNot={whyNot()}
          letters={props.session.who()?.letters}
          onClose={shut}
        />
      </Match>
      <Match when={all()}>
        <Show when={whyNot()}>{(reason) => <p class="quiet">{w().people.readOnly(reason())}</p>}</Show>
        <div class="people-head">
          <p class="quiet">{w().people.count(all()!.length)}</p>
          <Show when={all()!.length > SEARCH_FROM}>
            <Field type="search" label={w().people.search} value={words()} onInput={setWords} />
          </Show>
          <GuardedButton main label={w().people.invite} reason={whyNot()} onPress={() => open(null)} />
        </div>
        <p role="status" class="told-here">
          {told()}
        </p>
        <div class="table-frame" tabIndex={0} role="region" aria-label={w().people.title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{w().name}</th>
                <th scope="col">{w().role}</th>
                <th scope="col">{w().people.departments}</th>
                <th scope="col">{w().people.capacity}</th>
                <th scope="col">{w().people.state}</th>
                <th scope="col">
                  <span class="unseen">{w().people.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={found()}>
                {(member) => <Row desk={props.desk} member={member} whyNot={whyNot()} onOpen={() => open(member.id)} />}
              </For>
            </tbody>
          </table>
        </div>
        <Show when={found().length === 0}>
          <p role="status" class="quiet">
            {words() === "" ? w().people.none : w().people.nothing}
          </p>
        </Show>
      </Match>
    </Switch>
  );
}

function Row(props: { desk: Desk; member: MemberView; whyNot: string | undefined; onOpen: () => void }) {
  const called = () => props.member.name || props.member.email;
  const departments = () => props.member.departments.map((id) => props.desk.project.departmentName(id)).join(", ");
  return (
    <tr data-member={props.member.id} classList={{ off: props.member.state !== "active" }}>
      <th scope="row">
        <span class="who">
          <Avatar id={props.member.id} name={called()} />
          <span>
            <bdi>{called()}</bdi>
            <Show when={props.member.id === props.desk.me.id}>
              <span class="mark">{w().people.you}</span>
            </Show>
            <Show when={props.member.name !== ""}>
              <small class="quiet">{props.member.email}</small>
            </Show>
          </span>
        </span>
      </th>
      <td data-label={w().role}>{w().roles[props.member.role]}</td>
      <td data-label={w().people.departments}>{departments() || w().people.noDepartments}</td>
      <Show when={may(props.member.role, "conversations.take")} fallback={<td />}>
        <td data-label={w().people.capacity}>{props.member.capacity ?? props.desk.project.about()?.capacity}</td>
      </Show>
      <td data-label={w().people.state}>
        <span class="state-mark" data-state={props.member.state}>
          {w().people.states[props.member.state]}
        </span>
      </td>
      <td class="row-action">
        <GuardedButton
          label={w().people.changeOf(called())}
          reason={props.whyNot}
          onPress={() => props.onOpen()}
          short={w().people.change}
        />
      </td>
    </tr>
  );
}
