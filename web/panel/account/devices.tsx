import { For, Show, createResource, createSignal } from "solid-js";
import { dayAndTime } from "../../shared/locale.ts";
import { tell } from "../api.ts";
import { language, t } from "../words/index.ts";
import { distinctNames } from "./device-names.ts";
import { createTrying } from "./trying.ts";
import { w, whyNot } from "./words/index.ts";

interface Device {
  id: string;
  createdAt: number;
  seenAt: number;
  device: string;
  address: string;
  current: boolean;
}

/** The browsers in which one is signed in, and the ways to end it there. Asked for again when `asOf` changes. */
export function Devices(props: { asOf: number; onLeave: (how: () => Promise<unknown>) => Promise<void> }) {
  const trying = createTrying();
  const [told, say] = createSignal("");
  const [devices, { refetch }] = createResource(
    () => ({ asOf: props.asOf }),
    async () => {
      const said = await tell<{ devices: Device[] }>("/devices", {}, "GET");
      if (!said.ok) throw new Error(said.error);
      return said.body.devices.toSorted((a, b) => Number(b.current) - Number(a.current) || b.seenAt - a.seenAt);
    },
  );
  const all = (): readonly Device[] => (devices.error === undefined ? (devices.latest ?? []) : []);
  const nameOf = (one: Device): string => distinctNames(all(), w().own.devices.unknown).get(one.id)!;
  const when = (at: number): string => dayAndTime(language(), at, Date.now());

  async function end(one: Device): Promise<void> {
    say("");
    if (one.current) return props.onLeave(() => tell(`/devices/${one.id}`, {}, "DELETE"));
    if (!(await trying.run(() => tell(`/devices/${one.id}`, {}, "DELETE")))) return;
    await refetch();
    say(w().own.devices.gone(nameOf(one)));
  }
  const everywhere = (): void =>
    void (confirm(w().own.devices.everywhereAsk) && props.onLeave(() => tell("/sign-out-everywhere")));

  return (
    <section aria-labelledby="own-devices">
      <h3 id="own-devices">{w().own.devices.title}</h3>
      <p class="quiet">{w().own.devices.hint}</p>
      <Show when={devices.error !== undefined}>
        <p role="alert" class="trouble">
          {whyNot((devices.error as Error).message)}{" "}
          <button type="button" onClick={() => void refetch()}>
            {t().retry}
          </button>
        </p>
      </Show>
      <ul class="rows">
        <For each={all()}>
          {(one) => (
            <li>
              <p class="row-words">
                <strong>{nameOf(one)}</strong>
                <Show when={one.current}>
                  <span class="mark">{w().own.devices.here}</span>
                </Show>
                <span class="quiet">
                  {w().own.devices.seen(when(one.seenAt))}
                  <Show when={one.address !== ""}>
                    {" · "}
                    <bdi>{one.address}</bdi>
                  </Show>
                </span>
              </p>
              <button type="button" aria-label={w().own.devices.signOutOf(nameOf(one))} onClick={() => void end(one)}>
                {w().own.devices.signOut}
              </button>
            </li>
          )}
        </For>
      </ul>
      <p role="status" class="quiet">
        {told()}
      </p>
      <p role="alert" class="trouble">
        {trying.trouble()}
      </p>
      <div class="buttons">
        <button type="button" onClick={everywhere}>
          {w().own.devices.everywhere}
        </button>
      </div>
    </section>
  );
}
