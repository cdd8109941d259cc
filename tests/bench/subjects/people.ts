/** Agents and customers of a centre, as clients see it. */
import type { Assignment } from "../../../machines/agent.ts";
import type { Address } from "../../../party/engine/definition.ts";
import type { Call } from "../../../party/engine/partykit.ts";
import { RoomSocket } from "./room-socket.ts";
import { abreast } from "./subject.ts";

/** People described in one call: the step's log entry must fit into one stored value. */
const DESCRIBED_AT_ONCE = 200;

export async function calls(url: string, list: { to: Address; body: Call }[]): Promise<unknown[]> {
  const response = await fetch(`${url}/bench/calls`, { method: "POST", body: JSON.stringify(list) });
  if (!response.ok) throw new Error(`calls answered ${response.status}`);
  return (await response.json()) as unknown[];
}

/** Tells the directory of a project with so many agents; returns their ids. */
export async function describeProject(
  url: string,
  project: string,
  agents: number,
  capacity: number,
): Promise<string[]> {
  const departments = ["general"];
  const ids = Array.from({ length: agents }, (_, n) => `${project}_a${n}`);
  const by = { role: "entry", id: "bench", project: "" };
  for (let from = 0; from < ids.length; from += DESCRIBED_AT_ONCE) {
    const people = ids
      .slice(from, from + DESCRIBED_AT_ONCE)
      .map((id) => ({ id, project, name: id, departments, capacity: null }));
    const described = { id: project, name: project, timeZone: "UTC", departments, capacity };
    const command = { type: "project.describe", project: described, people };
    const to = { party: "directory", room: "main" };
    const [outcome] = (await calls(url, [{ to, body: { kind: "command", by, command } }])) as { kind: string }[];
    if (outcome?.kind !== "done") throw new Error(`describing answered ${JSON.stringify(outcome)}`);
  }
  return ids;
}

export class AgentScreen {
  readonly room: RoomSocket;
  onAssigned: (assignment: Assignment) => void = () => {};
  readonly #seen = new Set<string>();

  constructor(
    private readonly url: string,
    readonly id: string,
  ) {
    this.room = new RoomSocket(url, this.who, { party: "agent", room: id });
    this.room.onChange = () => {
      for (const assignment of this.assignments)
        if (!this.#seen.has(assignment.conversationId)) {
          this.#seen.add(assignment.conversationId);
          this.onAssigned(assignment);
        }
    };
  }

  private get who() {
    return { role: "agent" as const, id: this.id, project: this.id.split("_", 1)[0]!, name: this.id };
  }

  get view() {
    return this.room.topics["agent"] as { presence: string; assignments: Assignment[]; available: boolean } | undefined;
  }

  get assignments(): readonly Assignment[] {
    return this.view?.assignments ?? [];
  }

  thread(room: string): RoomSocket {
    return new RoomSocket(this.url, this.who, { party: "conversation", room });
  }

  queue(): RoomSocket {
    return new RoomSocket(this.url, this.who, { party: "queue", room: this.who.project }, ["figures"]);
  }
}

/** Signs in agents and waits until each is present. */
export async function present(url: string, ids: readonly string[]): Promise<AgentScreen[]> {
  return abreast(ids, 32, async (id) => {
    const screen = new AgentScreen(url, id);
    await screen.room.open();
    await screen.room.until(() => screen.view?.presence === "present");
    return screen;
  });
}

export async function available(screens: readonly AgentScreen[]): Promise<void> {
  const answers = await abreast(screens, 32, ({ room }) => room.command({ type: "availability.set", available: true }));
  if (answers.some(({ kind }) => kind !== "done")) throw new Error("an agent could not become available");
}

export function customerSocket(url: string, room: string): RoomSocket {
  const project = room.split("_", 1)[0]!;
  return new RoomSocket(url, { role: "customer", id: room, project }, { party: "conversation", room });
}
