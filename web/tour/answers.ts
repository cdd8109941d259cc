/**
 * What the panel asks by HTTP, answered by the rooms in this page. Only what it needs to begin with, and what its own dialogs would
 * wait for: the server's own routes know who asks by cookies, which no script may send or read.
 */
import type { Identity } from "../../party/engine/definition.ts";
import type { RoomNode } from "../simulator/room-node.ts";
import type { Pass } from "./sockets.ts";

const TICKET_MS = 30_000;

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

export class Answers {
  readonly #passes = new Map<string, Pass>();

  constructor(
    private readonly me: Identity & { name: string },
    private readonly ownRoom: RoomNode,
    private readonly projectName: string,
    private readonly now: () => number,
    /** They have signed out. */
    private readonly left: () => void,
  ) {}

  /** What a ticket is good for; each is good once. */
  take(ticket: string): Pass | undefined {
    const pass = this.#passes.get(ticket);
    this.#passes.delete(ticket);
    return pass;
  }

  async request(path: string, { method = "GET", body }: RequestInit = {}): Promise<Response> {
    switch (`${method} ${path}`) {
      case "GET /api/me":
        return json(await this.#who());
      case "POST /api/tickets": {
        const { rooms } = JSON.parse(body as string) as { rooms: { party: string; room: string }[] };
        return json({ tickets: rooms.map((at) => this.#ticketFor(at)) });
      }
      case "POST /api/sign-out":
        this.left();
        return json({ ok: true });
      case "GET /api/devices":
        return json({ devices: [] });
      default:
        // There is no place for files here, and nothing of an account that could be changed.
        return path.startsWith("/api/files") ? json({ error: "filesOff" }, 503) : json({ error: "notNow" }, 403);
    }
  }

  #ticketFor({ party, room }: { party: string; room: string }) {
    const id = crypto.randomUUID();
    const ticket = { id, until: this.now() + TICKET_MS };
    this.#passes.set(id, { party, room, identity: this.me, ticket });
    return { party, room, ticket: id };
  }

  async #who(): Promise<object> {
    const { id, name, project, role } = this.me;
    const shown = await this.ownRoom.handle((room) => room.ask({ type: "shown" }));
    return {
      me: { id, name, project, role },
      account: { email: "", factor: "off", codes: 0, hasPassword: false },
      projects: [{ id: project, name: this.projectName, person: id, role, disabled: false, chosen: true }],
      shown,
      tickets: [
        { party: "agent", room: id },
        { party: "queue", room: project },
        { party: "project", room: project },
      ].map((at) => this.#ticketFor(at)),
      csrf: "",
      pushKey: null,
    };
  }
}
