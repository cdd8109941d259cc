/**
 * The customer's line to the centre, from the first visit on: become a visitor, open the thread's room, hold on to what is
 * written until the room has it, and become another visitor if this one is no longer known. No framework.
 */
import { blank, type Mirror } from "../shared/mirror.ts";
import { Denied } from "../shared/denied.ts";
import { RoomClient, type Outcome, type Pending, type Status } from "../shared/room-client.ts";
import { About, isIntroduction } from "./about.ts";
import type { User } from "./frame-talk.ts";
import type { KeyValue } from "./key-value.ts";
import { Unsent, isText } from "./unsent.ts";
import { Unwelcome, Visitors, claimOf, type Claim } from "./visitor.ts";

export interface SessionState {
  /**
   * `welcome`: nobody has begun to talk here yet; the thread may be there all the same, for what it says of who answers.
   * `unavailable`: the server has no such chat.
   */
  phase: "welcome" | "joining" | "joined" | "unavailable";
  status: Status;
  /** Undefined: none yet, or not any more. */
  thread: string | undefined;
  mirror: Mirror;
  /** Texts that the room has not answered yet, oldest first. */
  unsent: readonly Pending[];
  /** What the customer has said of themselves, and whether the room knows it. */
  user: User;
  introduced: boolean;
  /** The site has said who they are: nobody need ask them. */
  vouched: boolean;
}

export interface SessionOptions {
  /** `https://host`, where the server is. */
  origin: string;
  project: string;
  storage: KeyValue;
  onChange: (state: SessionState) => void;
  onSignal: (signal: { type: string; [field: string]: unknown }) => void;
}

const PAGE_ROWS = 20;
/** As the server has it. */
const PAGE_MAX_ROWS = 100;
const ANSWER_MAX_MS = 10_000;
const REST_FIRST_MS = 500;
const REST_MAX_MS = 8_000;
/** A text that another tab has not got rid of by then may have lost its tab. */
const ADOPT_AFTER_MS = 10_000;

export class Session {
  #phase: SessionState["phase"] = "welcome";
  #client: RoomClient | undefined;
  #token: string | undefined;
  #unsent: Unsent;
  #failures = 0;
  #live = false;
  /** Grows with each visitor: what was begun for an earlier one is not finished. */
  #life = 0;
  #wake = (): void => {};
  readonly #visitors: Visitors;
  readonly #about: About;

  constructor(private readonly options: SessionOptions) {
    const { project, storage } = options;
    this.#visitors = new Visitors(project, storage, (path, body) => this.#post(path, body));
    this.#about = new About(project, storage);
    // Until there is a visitor there is no thread to keep texts for.
    this.#unsent = new Unsent(storage, `new-${project}`);
    if (this.#visitors.name !== null) void this.#join();
  }

  get state(): SessionState {
    const client = this.#client;
    return {
      phase: this.#visitors.name === null && this.#phase !== "unavailable" ? "welcome" : this.#phase,
      status: client?.status === "denied" || !client ? "connecting" : client.status,
      thread: client?.room,
      mirror: client?.mirror ?? blank,
      unsent: client ? client.pending.filter(isText) : this.#unsent.look(),
      user: this.#about.user,
      introduced: client !== undefined && this.#about.isKnownTo(client.room),
      vouched: this.#visitors.claim !== undefined || this.#visitors.known?.user !== undefined,
    };
  }

  /** By which the server knows who sends a file, and who reads one. */
  get token(): string | undefined {
    return this.#token;
  }

  /** The server would not have the token: whom it knows no more becomes somebody else. */
  async doubt(): Promise<void> {
    const client = this.#client;
    if (!client) return;
    const known = await this.#ticket(client.room, this.#token!).then(
      () => true,
      (error: unknown) => !(error instanceof Denied),
    );
    if (!known && client === this.#client) this.#startOver(client, this.#token);
  }

  /** Only to see whether anybody is there: they have not begun. */
  look(): void {
    if (this.#phase === "welcome") void this.#join();
  }

  /** The name is asked once; leaving it empty is an answer too. */
  start(user: User): void {
    this.introduce(user);
    this.#visitors.name = this.#about.user.name ?? "";
    this.look();
    this.#changed();
  }

  /** Asks how it stands with a department that has not been settled on: the thread alone is told of it. */
  consider(department: string): void {
    void this.send({ type: "customer.introduce", department });
  }

  /** The customer, or the site for them, says who they are. */
  introduce(user: User): void {
    const claim = claimOf(user);
    if (claim) this.#name(claim);
    this.#about.say(user);
    const client = this.#client;
    const due = client && this.#about.dueTo(client.room);
    if (due) void client.send(due.command, due.commandId);
    else this.#changed();
  }

  /** The site vouches for its user. What another one has left in this browser is not theirs; what nobody in particular wrote is. */
  #name(claim: Claim): void {
    const visitors = this.#visitors;
    const before = visitors.claim?.id ?? visitors.known?.user;
    if (before !== undefined && before !== claim.id) this.reset();
    visitors.claim = claim;
    if (!visitors.isOther) return;
    if (this.#client) this.#startOver(this.#client);
    else if (this.#phase === "joining") void this.#join();
  }

  /** Forgets this browser's visitor, in all tabs. */
  reset(): void {
    this.#unsent.clear();
    this.#visitors.forget();
    this.#about.forget();
    this.#leave();
  }

  #leave(): void {
    const client = this.#client;
    this.#life++;
    this.#client = undefined;
    this.#token = undefined;
    this.#live = false;
    this.#failures = 0;
    this.#phase = "welcome";
    this.#unsent = new Unsent(this.options.storage, `new-${this.options.project}`);
    client?.close();
    this.#changed();
  }

  /** Resolves with the room's answer, or with `undefined` when the text has been put by for a later connection. */
  async write(text: string): Promise<Outcome | undefined> {
    const command = { type: "message.send", text };
    if (this.#client && this.#phase === "joined") return this.#client.send(command);
    this.#unsent.add({ commandId: crypto.randomUUID(), command });
    this.#changed();
    return undefined;
  }

  send(command: { type: string; [field: string]: unknown }): Promise<Outcome | undefined> {
    return this.#client?.send(command) ?? Promise.resolve(undefined);
  }

  signal(signal: { type: string; [field: string]: unknown }): void {
    this.#client?.signal(signal);
  }

  older(): Promise<void> {
    return this.#client?.older("messages", PAGE_ROWS) ?? Promise.resolve();
  }

  /** Fetches the whole thread. False: the connection was lost on the way. */
  async all(): Promise<boolean> {
    for (;;) {
      const client = this.#client;
      const list = client?.mirror.lists.messages;
      if (!client || client.status !== "live" || !list) return false;
      if (!list.older) return true;
      await client.older("messages", PAGE_MAX_ROWS);
    }
  }

  /** The network or the page has come back. */
  check(): void {
    this.#wake();
    this.#client?.check();
    this.#adopt();
  }

  lost(): void {
    this.#client?.lost();
  }

  /** Another tab has changed what is stored under this key. */
  storageChanged(key: string | null): void {
    // Most often the other tab has its answer long before.
    if (key !== null && this.#unsent.has(key)) setTimeout(() => this.#adopt(), ADOPT_AFTER_MS);
    // They have begun there.
    if (key === this.#visitors.nameKey && this.#visitors.name !== null) {
      this.look();
      this.#changed();
    }
    if (key !== this.#visitors.key) return;
    const { known, claim } = this.#visitors;
    if (!known) {
      this.#visitors.claim = undefined;
      if (this.#client) this.#leave();
      return;
    }
    // The tab that the site has spoken to last is right: else two tabs would go on to and fro.
    if (known.user !== undefined && known.user !== claim?.id) this.#visitors.claim = undefined;
    if (this.#phase === "welcome" && this.#visitors.name !== null) void this.#join();
    else if (this.#client && known.token !== this.#token) this.#startOver(this.#client, this.#token);
  }

  async #join(refused?: string): Promise<void> {
    this.#phase = "joining";
    const life = ++this.#life;
    this.#changed();
    let visitor;
    while (!visitor) {
      if (this.#failures > 0) await this.#rest();
      try {
        visitor = await this.#visitors.become(refused);
        if (life !== this.#life) return;
      } catch (error) {
        if (life !== this.#life) return;
        if (error instanceof Unwelcome) {
          this.#phase = "unavailable";
          return this.#changed();
        }
        this.#failures++;
      }
    }
    const { id, token } = visitor;
    this.#token = token;
    this.#unsent = this.#unsent.moveTo(id);
    this.#phase = "joined";
    const unsent = this.#unsent;
    this.#client = new RoomClient({
      origin: this.options.origin.replace(/^http/, "ws"),
      party: "conversation",
      room: id,
      ticket: () => this.#ticket(id, token),
      watch: ["customer"],
      // Who they are first: the department counts when the first text comes.
      store: {
        load: () => [this.#about.dueTo(id) ?? [], unsent.load()].flat(),
        save: (pending) => unsent.save(pending),
      },
      onOutcome: (pending) => isIntroduction(pending) && this.#about.told(id, pending),
      onChange: (client) => this.#heard(client),
      onSignal: this.options.onSignal,
    });
    this.#changed();
  }

  #heard(client: RoomClient): void {
    if (client !== this.#client) return;
    if (client.status === "denied") return this.#startOver(client, this.#token);
    const live = client.status === "live";
    if (live && !this.#live) {
      this.#failures = 0;
      this.#adopt();
    }
    this.#live = live;
    this.#changed();
  }

  /** What was written to a thread that is lost to this visitor goes to the next one. */
  #startOver(client: RoomClient, refused?: string): void {
    const texts = client.pending.filter(isText);
    this.#client = undefined;
    this.#live = false;
    client.close();
    this.#unsent = this.#unsent.moveTo(`new-${this.options.project}`);
    for (const text of texts) this.#unsent.add(text);
    if (refused !== undefined) this.#failures++;
    void this.#join(refused);
  }

  /** A tab that was closed too soon may have left texts behind; one that still lives sends them too, which does no harm. */
  #adopt(): void {
    const client = this.#client;
    if (!client) return;
    const known = new Set(client.pending.map(({ commandId }) => commandId));
    for (const { commandId, command } of this.#unsent.look())
      if (!known.has(commandId)) void client.send(command, commandId);
  }

  async #ticket(room: string, token: string): Promise<string> {
    const response = await this.#post(
      "/tickets",
      { rooms: [{ party: "conversation", room }] },
      { authorization: `Bearer ${token}` },
    );
    if (response.status === 401 || response.status === 403) throw new Denied(String(response.status));
    if (!response.ok) throw new Error(`tickets answered ${response.status}`);
    return ((await response.json()) as { tickets: [{ ticket: string }] }).tickets[0].ticket;
  }

  #post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.options.origin}/api${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      // A request into a dead network would otherwise hold up every later attempt.
      signal: AbortSignal.timeout(ANSWER_MAX_MS),
    });
  }

  #rest(): Promise<void> {
    const ms = Math.min(REST_MAX_MS, REST_FIRST_MS * 2 ** (this.#failures - 1));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #changed(): void {
    this.options.onChange(this.state);
  }
}
