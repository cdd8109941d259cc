import { For, Show, createEffect, createMemo, createSignal, createUniqueId, on, onCleanup, onMount } from "solid-js";
import type { MemberRole } from "../../../machines/rights.ts";
import { AUDIT_DEEDS, type AuditRow } from "../../../party/protocol/members.ts";
import { dayAndTime } from "../../shared/locale.ts";
import type { Desk } from "../state/desk.ts";
import { shortId } from "../state/short-id.ts";
import { language, t } from "../words/index.ts";
import { NONE, lookFor, matches, type Filters, type Page } from "./audit-rows.ts";
import { Field } from "./field.tsx";
import { w } from "./words/index.ts";

/** Who did what, newest first. */
export function AuditPage(props: { desk: Desk }) {
  const [filters, setFilters] = createSignal<Filters>(NONE);
  const [rows, setRows] = createSignal<readonly AuditRow[]>();
  const [newest, setNewest] = createSignal(0);
  const [before, setBefore] = createSignal<number>();
  const [failed, setFailed] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  onMount(() => props.desk.project.wantPeople(true));
  onCleanup(() => props.desk.project.wantPeople(false));
  const isLive = createMemo(() => props.desk.page.online() && props.desk.project.room.status() === "live");
  const members = () => props.desk.project.members() ?? [];
  const nameOf = (id: string): string => {
    const member = members().find((one) => one.id === id);
    return member ? member.name || member.email : "";
  };
  let asked = 0;

  async function look(from?: number): Promise<void> {
    const mine = ++asked;
    setBusy(true);
    const { client } = props.desk.project.room;
    const ask = (limit: number, first?: number) => client.page("audit", limit, first) as Promise<Page | undefined>;
    // A room that begins to show something else answers no question from before: it is put once more.
    const found = (await lookFor(ask, filters(), from)) ?? (await lookFor(ask, filters(), from));
    // Another question has been put meanwhile.
    if (mine !== asked) return;
    setBusy(false);
    setFailed(found === undefined);
    if (!found) return;
    setRows((had) => [...(from === undefined ? [] : (had ?? [])), ...found.rows]);
    setBefore(found.before);
    if (from === undefined) setNewest(found.newest);
  }
  /** With what has come since. */
  const shown = createMemo(() => {
    const fresh = props.desk.project.audit().filter((row) => row.seq > newest() && matches(row, filters()));
    return rows() && [...fresh.toReversed(), ...rows()!];
  });
  createEffect(on([filters, isLive], ([, live]) => live && void look()));

  return (
    <>
      <p class="quiet">{w().audit.hint}</p>
      <div class="filters">
        <Select
          label={w().audit.person}
          all={w().audit.everybody}
          options={members().map(({ id }) => ({ id, words: nameOf(id) }))}
          chosen={filters().person}
          onChoose={(person) => setFilters({ ...filters(), person })}
        />
        <Select
          label={w().audit.kind}
          all={w().audit.anything}
          options={AUDIT_DEEDS.map((id) => ({ id, words: w().audit.kinds[id] }))}
          chosen={filters().kind}
          onChoose={(kind) => setFilters({ ...filters(), kind })}
        />
        <Field
          type="date"
          label={w().audit.day}
          value={filters().day}
          onInput={(day) => setFilters({ ...filters(), day })}
        />
        <Show when={filters().person !== "" || filters().kind !== "" || filters().day !== ""}>
          <button type="button" onClick={() => setFilters(NONE)}>
            {w().audit.clear}
          </button>
        </Show>
      </div>
      <Show
        when={shown()}
        fallback={
          <>
            <p role="status">{failed() ? w().audit.notLoaded : t().loading}</p>
            <Show when={failed() && !busy()}>
              <button type="button" onClick={() => void look()}>
                {t().retry}
              </button>
            </Show>
          </>
        }
      >
        {(all) => (
          <div class="table-frame" tabIndex={0} role="region" aria-label={w().audit.title}>
            <table class="audit">
              <thead>
                <tr>
                  <th scope="col">{w().audit.when}</th>
                  <th scope="col">{w().audit.who}</th>
                  <th scope="col">{w().audit.kind}</th>
                  <th scope="col">{w().audit.about}</th>
                </tr>
              </thead>
              <tbody>
                <For each={all()}>
                  {(row) => (
                    <tr>
                      <td data-label={w().audit.when}>
                        <time dateTime={new Date(row.at).toISOString()}>
                          {dayAndTime(language(), row.at, props.desk.now())}
                        </time>
                      </td>
                      <td data-label={w().audit.who}>
                        <bdi>{byWords(row, nameOf(row.by))}</bdi>
                        <Show when={row.role in w().roles}>
                          <small class="quiet">{w().roles[row.role as keyof ReturnType<typeof w>["roles"]]}</small>
                        </Show>
                      </td>
                      <td data-label={w().audit.kind}>{w().audit.kinds[row.what]}</td>
                      <td data-label={w().audit.about}>
                        <bdi>{aboutWords(row, nameOf(row.about))}</bdi>
                        <Show when={row.detail !== ""}>
                          <small class="quiet">{detailWords(row.detail)}</small>
                        </Show>
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        )}
      </Show>
      <p role="status" class="quiet">
        {shown()?.length === 0 && !busy() && before() === undefined ? w().audit.none : ""}
        {(shown()?.length ?? 0) > 0 && before() === undefined ? w().audit.end : ""}
      </p>
      <p role="alert" class="trouble">
        {failed() && rows() ? w().audit.notLoaded : undefined}
      </p>
      <Show when={before() !== undefined}>
        <div class="buttons">
          <button
            type="button"
            aria-disabled={busy() ? "true" : undefined}
            onClick={() => !busy() && void look(before())}
          >
            {busy() ? w().working : w().audit.more}
          </button>
        </div>
      </Show>
    </>
  );
}

/** Who only tried to get in has not said who they are. */
const byWords = ({ byName, by, what }: AuditRow, name: string): string =>
  byName || name || by || (what === "signInFailed" ? w().audit.unknown : w().audit.system);

/** Roles are kept by their ids, and of a thread's conversations the number; what else is noted is as it was said. */
const detailWords = (detail: string): string =>
  detail
    .replace(
      /(?<=^| · | → )(?:agent|supervisor|auditor|administrator)(?=$| → )/g,
      (role) => w().roles[role as MemberRole],
    )
    .replace(/(?<=^| · )#(\d+)$/, (_, number: string) => t().conversationNumber(Number(number)));

/** Nobody and nothing: what was done was done to oneself. */
const aboutWords = ({ about, by }: AuditRow, name: string): string =>
  about === "" || about === by ? "" : name || shortId(about);

function Select(props: {
  label: string;
  /** Of no choice. */
  all: string;
  options: readonly { id: string; words: string }[];
  chosen: string;
  onChoose: (id: string) => void;
}) {
  const id = createUniqueId();
  return (
    <div class="box">
      <label for={id}>{props.label}</label>
      <select id={id} value={props.chosen} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        <option value="">{props.all}</option>
        <For each={props.options}>
          {(option) => (
            <option value={option.id} selected={option.id === props.chosen}>
              {option.words}
            </option>
          )}
        </For>
      </select>
    </div>
  );
}
