/** A few customers who keep the demo moving. They are real clients of the real server, through the same doors as anyone. */
import WebSocket from "ws";
import type { CustomerThreadView, Message } from "../protocol/conversation.ts";
import { Denied } from "../../web/shared/denied.ts";
import { RoomClient } from "../../web/shared/room-client.ts";
import { keep, kept } from "./state.ts";

/** What each of them has come for, line by line. */
const SCRIPTS: Record<string, string[]> = {
  "Rosa Delgado": [
    "Hola, ¿me puede decir dónde está mi pedido?",
    "Es el 48213.",
    "¿Y llegará antes del viernes?",
    "Perfecto, muchas gracias.",
  ],
  "Diego Prieto": [
    "Buenas, quería cambiar la talla de unas zapatillas.",
    "Compré la 42 y necesito la 43.",
    "¿Tengo que pagar el envío?",
    "De acuerdo, gracias.",
  ],
  "Emma Wilson": [
    "Hi, do you ship to Ireland?",
    "How long does it take?",
    "Can I pay by card on delivery?",
    "Great, thank you!",
  ],
  "Carmen Ortiz": [
    "No me llega el correo para cambiar la contraseña.",
    "Ya miré en el correo no deseado.",
    "carmen@example.com",
    "Ahora sí, gracias.",
  ],
  "Tomás Vega": [
    "¿Tienen la cafetera azul en la tienda de Valencia?",
    "¿Me la pueden reservar hasta mañana?",
    "A nombre de Tomás Vega.",
    "Estupendo, hasta mañana.",
  ],
};

/** Milliseconds, from … to. */
const PACE = {
  firstLine: [1_000, 15_000],
  typing: [1_500, 5_000],
  patience: [90_000, 300_000],
  untilNext: [20_000, 60_000],
} as const;

const between = ([from, to]: readonly [number, number]): number => from + Math.random() * (to - from);

interface Known {
  name: string;
  id: string;
  token: string;
}

async function arrive(url: string, name: string): Promise<Known> {
  const response = await fetch(`${url}/api/visitors`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ project: "demo", name }),
  });
  const { me, token } = (await response.json()) as { me: { id: string }; token: string };
  return { name, id: me.id, token };
}

function ticketFor(url: string, { id, token }: Known): () => Promise<string> {
  return async () => {
    const response = await fetch(`${url}/api/tickets`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ rooms: [{ party: "conversation", room: id }] }),
    });
    if (response.status === 401 || response.status === 403) throw new Denied(String(response.status));
    return ((await response.json()) as { tickets: [{ ticket: string }] }).tickets[0].ticket;
  };
}

/** One customer: writes, waits for an answer, answers after a moment, and leaves when done or tired of waiting. */
class SimulatedCustomer {
  readonly #client: RoomClient;
  #next: ReturnType<typeof setTimeout> | undefined;
  #line = 0;
  /** Highest sequence number that this customer has reacted to. */
  #seen = 0;
  #doing: "arriving" | "resting" | "talking" | "listening" = "arriving";

  constructor(
    url: string,
    known: Known,
    private readonly lines: readonly string[],
  ) {
    this.#client = new RoomClient({
      origin: url.replace(/^http/, "ws"),
      party: "conversation",
      room: known.id,
      ticket: ticketFor(url, known),
      WebSocket,
      onChange: () => this.#look(),
    });
  }

  stop(): void {
    clearTimeout(this.#next);
    this.#client.close();
  }

  get #view(): CustomerThreadView | undefined {
    return this.#client.mirror.topics.customer as CustomerThreadView | undefined;
  }

  #after(time: readonly [number, number], action: () => void): void {
    clearTimeout(this.#next);
    this.#next = setTimeout(action, between(time));
  }

  #look(): void {
    const view = this.#view;
    if (!view || this.#client.status !== "live") return;
    const messages = (this.#client.mirror.lists.messages?.rows ?? []) as readonly Message[];
    const news = messages.filter(({ seq }) => seq > this.#seen);
    // Before anything is sent: sending is a change as well, and leads here again.
    const last = messages.at(-1)?.seq ?? 0;
    const unread = last > Math.max(this.#seen, view.marks.customerRead);
    this.#seen = Math.max(this.#seen, last);
    if (unread) void this.#client.send({ type: "messages.mark", delivered: last, read: last });
    if (this.#doing === "arriving") return this.#begin(view, messages);
    if (this.#doing === "resting") return;
    if (view.state === "quiet" && this.#doing === "listening") return this.#rest();
    if (news.some((message) => message.kind === "text" && message.from === "agent")) this.#answer();
  }

  /** With the first line, or where the server's end cut the talk off. */
  #begin({ state }: CustomerThreadView, messages: readonly Message[]): void {
    if (state === "quiet") {
      this.#doing = "resting";
      return this.#after(PACE.firstLine, () => this.#say());
    }
    const number = messages.at(-1)?.conversation;
    const texts = messages.filter((message) => message.kind === "text" && message.conversation === number);
    this.#line = texts.filter((message) => message.kind === "text" && message.from === "customer").length;
    const last = texts.at(-1);
    if (last?.kind === "text" && last.from === "agent") return this.#answer();
    this.#doing = "listening";
    this.#after(PACE.patience, () => this.#leave());
  }

  #answer(): void {
    if (this.#line >= this.lines.length) return this.#after(PACE.typing, () => this.#leave());
    this.#doing = "talking";
    this.#client.signal({ type: "typing", typing: true });
    this.#after(PACE.typing, () => this.#say());
  }

  #say(): void {
    this.#doing = "talking";
    const text = this.lines[this.#line++ % this.lines.length]!;
    void this.#client.send({ type: "message.send", text }).then(() => {
      if (this.#doing !== "talking") return;
      this.#doing = "listening";
      this.#after(PACE.patience, () => this.#leave());
    });
  }

  #leave(): void {
    void this.#client.send({ type: "conversation.leave", conversation: this.#view?.conversation ?? 0 });
    this.#rest();
  }

  #rest(): void {
    this.#doing = "resting";
    this.#line = 0;
    this.#after(PACE.untilNext, () => this.#say());
  }
}

const FILE = "customers.json";

/** Sets them going and returns how to stop them. Who they are is kept, so that the next start has no strangers waiting. */
export async function simulate(url: string, folder: string): Promise<() => void> {
  const known = ((await kept(folder, FILE)) ?? []) as Known[];
  for (const name of Object.keys(SCRIPTS))
    if (!known.some((one) => one.name === name)) known.push(await arrive(url, name));
  await keep(folder, FILE, known);
  const customers = known.map((one) => new SimulatedCustomer(url, one, SCRIPTS[one.name] ?? ["Hola"]));
  return () => {
    for (const customer of customers) customer.stop();
  };
}
