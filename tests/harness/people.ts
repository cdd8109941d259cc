/** Customers and agents as the tests, the benchmarks and the simulator need them: real clients of the real server. */
import WebSocket from "ws";
import type { AgentView, Assignment } from "../../party/protocol/agent.ts";
import type { AgentThreadView, CustomerThreadView, Message } from "../../party/protocol/conversation.ts";
import type { FiguresView } from "../../party/protocol/queue.ts";
import { Denied } from "../../web/shared/denied.ts";
import { RoomClient, type Outcome, type RoomClientOptions } from "../../web/shared/room-client.ts";
import { Facts } from "./facts.ts";

/** Waits for a fact about a client, by its own change events. */
export class Watched extends Facts {
  readonly client: RoomClient;

  constructor(options: Omit<RoomClientOptions, "onChange">) {
    super();
    this.client = new RoomClient({ ...options, WebSocket, onChange: () => this.changed() });
  }

  topic(name: string): unknown {
    return this.client.mirror.topics[name];
  }

  get messages(): readonly Message[] {
    return (this.client.mirror.lists.messages?.rows ?? []) as readonly Message[];
  }

  get texts(): string[] {
    return this.messages.flatMap((message) => (message.kind === "text" ? [message.text] : []));
  }
}

export async function post(
  url: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/api${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** What a browser of one of the demo's people sends with each request. */
export interface Papers {
  [header: string]: string;
  cookie: string;
  "x-turno-csrf": string;
}

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0]!)
    .join("; ");

export async function signInDemo(
  url: string,
  person: string,
): Promise<{ me: { id: string; project: string }; papers: Papers }> {
  const response = await post(url, "/demo/sign-in", { person });
  if (!response.ok) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
  const { me, csrf } = (await response.json()) as { me: { id: string; project: string }; csrf: string };
  return { me, papers: { cookie: cookiesOf(response), "x-turno-csrf": csrf } };
}

function ticketFor(url: string, party: string, room: string, headers: Record<string, string>): () => Promise<string> {
  return async () => {
    const response = await post(url, "/tickets", { rooms: [{ party, room }] }, headers);
    if (response.status === 401 || response.status === 403) throw new Denied(String(response.status));
    return ((await response.json()) as { tickets: [{ ticket: string }] }).tickets[0].ticket;
  };
}

const wsOrigin = (url: string): string => url.replace(/^http/, "ws");

export class Customer extends Watched {
  private constructor(
    readonly id: string,
    readonly token: string,
    url: string,
  ) {
    const headers = { authorization: `Bearer ${token}` };
    super({
      origin: wsOrigin(url),
      party: "conversation",
      room: id,
      ticket: ticketFor(url, "conversation", id, headers),
    });
  }

  /** `user`: for whom their site vouches. */
  static async arrive(url: string, name?: string, project = "demo", user?: object): Promise<Customer> {
    const response = await post(url, "/visitors", { project, user, ...(name === undefined ? {} : { name }) });
    const { me, token } = (await response.json()) as { me: { id: string }; token: string };
    return new Customer(me.id, token, url);
  }

  get view(): CustomerThreadView | undefined {
    return this.topic("customer") as CustomerThreadView | undefined;
  }

  write(text: string): Promise<Outcome> {
    return this.client.send({ type: "message.send", text });
  }
}

export class Agent extends Watched {
  readonly queue: Watched;
  readonly #threads = new Map<string, Watched>();
  #catalogue: Watched | undefined;

  private constructor(
    readonly id: string,
    private readonly url: string,
    private readonly papers: Papers,
    private readonly project: string,
  ) {
    super({ origin: wsOrigin(url), party: "agent", room: id, ticket: ticketFor(url, "agent", id, papers) });
    this.queue = new Watched({
      origin: wsOrigin(url),
      party: "queue",
      room: project,
      ticket: ticketFor(url, "queue", project, papers),
      watch: ["figures", "seats"],
    });
  }

  static async signIn(url: string, person: string): Promise<Agent> {
    const { me, papers } = await signInDemo(url, person);
    return new Agent(me.id, url, papers, me.project);
  }

  get cookie(): string {
    return this.papers.cookie;
  }

  get view(): AgentView | undefined {
    return this.topic("agent") as AgentView | undefined;
  }

  get figures(): FiguresView | undefined {
    return this.queue.topic("figures") as FiguresView | undefined;
  }

  get assignments(): readonly Assignment[] {
    return this.view?.assignments ?? [];
  }

  setAvailable(available: boolean): Promise<Outcome> {
    return this.client.send({ type: "availability.set", available });
  }

  /** The agent's connection to a customer's thread. */
  thread(room: string): Watched {
    let thread = this.#threads.get(room);
    if (!thread) {
      const ticket = ticketFor(this.url, "conversation", room, this.papers);
      thread = new Watched({ origin: wsOrigin(this.url), party: "conversation", room, ticket });
      this.#threads.set(room, thread);
    }
    return thread;
  }

  /** The agent's connection to what the project keeps. */
  get catalogue(): Watched {
    return (this.#catalogue ??= new Watched({
      origin: wsOrigin(this.url),
      party: "project",
      room: this.project,
      ticket: ticketFor(this.url, "project", this.project, this.papers),
    }));
  }

  threadView(room: string): AgentThreadView | undefined {
    return this.thread(room).topic("agent") as AgentThreadView | undefined;
  }

  /** As a page does when the network is back: looks at once, instead of waiting for the next try. */
  checkAll(): void {
    for (const watched of this.#all()) watched.client.check();
  }

  /** Closes everything at once, as a browser that is shut does. */
  vanish(): void {
    for (const watched of this.#all()) watched.client.close();
    this.#threads.clear();
    this.#catalogue = undefined;
  }

  #all(): Watched[] {
    return [this, this.queue, ...this.#threads.values(), ...(this.#catalogue ? [this.#catalogue] : [])];
  }
}
