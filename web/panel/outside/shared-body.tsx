import { For, Match, Show, Switch } from "solid-js";
import type { FilledTemplate, Shared } from "../../../machines/outside.ts";
import { regional } from "../../shared/locale.ts";
import { Linked } from "../parts/linked.tsx";
import { language } from "../words/index.ts";
import { OutsideIcon } from "./icons.tsx";
import { answersOf, mapOf, sumOf } from "./sharing.ts";
import { words } from "./words/index.ts";

type Of<T extends Shared["type"]> = Extract<Shared, { type: T }>;

/** What a customer has shared that is neither text nor file. */
export function SharedBody(props: { shared: Shared }) {
  const of = <T extends Shared["type"]>(type: T) => (props.shared.type === type ? (props.shared as Of<T>) : undefined);
  return (
    <Switch>
      <Match when={of("location")}>{(place) => <Place place={place()} />}</Match>
      <Match when={of("contacts")}>
        {(shared) => (
          <ul class="cards">
            <For each={shared().people}>{(person) => <Person person={person} />}</For>
          </ul>
        )}
      </Match>
      <Match when={of("order")}>{(order) => <Order order={order()} />}</Match>
      <Match when={of("form")}>{(form) => <Form form={form()} />}</Match>
      <Match when={of("unsupported")}>
        {(shared) => <p class="text quiet">{words().unsupported(shared().what)}</p>}
      </Match>
    </Switch>
  );
}

function Place(props: { place: Of<"location"> }) {
  const map = () => mapOf(props.place);
  return (
    <div class="card-said">
      <OutsideIcon name="pin" />
      <div>
        <strong dir="auto">{props.place.name || words().shared.location}</strong>
        <Show when={props.place.address}>
          <p dir="auto">{props.place.address}</p>
        </Show>
        <p class="quiet mono">{map().coordinates}</p>
        <p>
          <a href={map().href} target="_blank" rel="noopener noreferrer nofollow">
            {words().openMap}
            <span class="unseen"> ({words().opensTab})</span>
          </a>
        </p>
        <Show when={props.place.url}>{(url) => <Linked text={url()} />}</Show>
      </div>
    </div>
  );
}

function Person(props: { person: Of<"contacts">["people"][number] }) {
  return (
    <li class="card-said">
      <OutsideIcon name="person" />
      <div>
        <strong dir="auto">{props.person.name || words().shared.contacts}</strong>
        <Show when={props.person.organisation}>
          <p class="quiet" dir="auto">
            {props.person.organisation}
          </p>
        </Show>
        <For each={props.person.phones}>
          {(phone) => (
            <p>
              <a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>
                <bdi dir="ltr">{phone}</bdi>
              </a>
            </p>
          )}
        </For>
        <For each={props.person.emails}>
          {(email) => (
            <p>
              <a href={`mailto:${encodeURIComponent(email).replace("%40", "@")}`}>{email}</a>
            </p>
          )}
        </For>
      </div>
    </li>
  );
}

const money = (amount: number, currency: string | undefined): string => {
  try {
    return new Intl.NumberFormat(regional(language()), { style: "currency", currency: currency! }).format(amount);
  } catch {
    return `${amount} ${currency ?? ""}`.trim();
  }
};

function Order(props: { order: Of<"order"> }) {
  const sum = () => sumOf(props.order.items);
  return (
    <div class="card-said">
      <OutsideIcon name="basket" />
      <div>
        <strong>{words().shared.order}</strong>
        <ul>
          <For each={props.order.items}>
            {(item) => (
              <li class="order-item">
                <span>
                  {words().quantity(item.quantity)} <bdi>{item.id}</bdi>
                </span>
                <Show when={item.price !== undefined}>
                  <span>{money(item.price!, item.currency)}</span>
                </Show>
              </li>
            )}
          </For>
          <Show when={sum()}>
            {(all) => (
              <li class="order-item strong">
                <span>{words().total}</span>
                <span>{money(all().amount, all().currency)}</span>
              </li>
            )}
          </Show>
        </ul>
        <Show when={props.order.text}>
          <Linked text={props.order.text} />
        </Show>
      </div>
    </div>
  );
}

function Form(props: { form: Of<"form"> }) {
  const answers = () => answersOf(props.form.answers);
  return (
    <div class="card-said">
      <OutsideIcon name="form" />
      <div>
        <strong dir="auto">{props.form.name || words().shared.form}</strong>
        <Show when={props.form.text}>
          <Linked text={props.form.text} />
        </Show>
        <dl class="form-answers">
          <For each={answers()}>
            {([name, value]) => (
              <div>
                <dt>{name}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            )}
          </For>
        </dl>
      </div>
    </div>
  );
}

export function TemplateBody(props: { template: FilledTemplate }) {
  return (
    <>
      <p class="line-mark">
        <OutsideIcon name="template" />
        {words().template(props.template.name)}
      </p>
      <Linked text={props.template.text} />
    </>
  );
}
