/** Agents and customers of a centre, as clients see it. */
import { request } from "node:http";
import type { Assignment } from "../../../machines/agent.ts";
import { GRACE_MS } from "../../../machines/vocabulary.ts";
import type { Address } from "../../../party/engine/definition.ts";
import { effectSeq } from "../../../party/engine/outbox.ts";
import type { Call } from "../../../party/engine/calls.ts";
import { RoomSocket } from "./room-socket.ts";
import { abreast } from "./subject.ts";

const INTRODUCED_AT_ONCE = 100;

/** A connection for each request: one that is kept may be closed by the server just as it is used again. */
export function calls(url: string, list: { to: Address; body: Call }[]): Promise<unknown[]> {
  return new Promise((answered, failed) => {
    const asked = request(`${url}/bench/calls`, { method: "POST", agent: false }, async (response) => {
      const parts: string[] = [];
      for await (const part of response.setEncoding("utf8")) parts.push(part as string);
      if (response.statusCode === 200) answered(JSON.parse(parts.join("")) as unknown[]);
      else failed(new Error(`calls answered ${response.statusCode}: ${parts.join("")}`));
    });
    asked.on("error", failed);
    asked.end(JSON.stringify(list));
  });
}

/**
 * Describes a project to its room, and introduces its agents to theirs as that room would: one description of thousands of
 * people does not fit into one stored value, and each further one would introduce all of them again.
 */
export async function describeProject(
  url: string,
  project: string,
  agents: number,
  capacity: number,
): Promise<string[]> {
  const departments = ["general"];
  const described = {
    name: project,
    timeZone: "UTC",
    departments: [{ id: "general", name: "General" }],
    capacity,
  };
  const by = { role: "entry", id: "bench", project: "" };
  const command = { type: "project.describe", ...described, people: [] };
  const room = { party: "project", room: project };
  const [outcome] = (await calls(url, [{ to: room, body: { kind: "command", by, command } }])) as {
    kind: string;
  }[];
  if (outcome?.kind !== "done") throw new Error(`describing answered ${JSON.stringify(outcome)}`);
  const ids = Array.from({ length: agents }, (_, n) => `${project}_a${n}`);
  for (let from = 0; from < ids.length; from += INTRODUCED_AT_ONCE) {
    const introduced = await calls(
      url,
      ids.slice(from, from + INTRODUCED_AT_ONCE).map((id) => {
        const profile = { name: id, role: "agent", disabled: false, departments, capacity, graceMs: GRACE_MS };
        const event = { type: "profile.changed", ...profile };
        const delivery = { from: { party: "project", room: project }, messages: [{ seq: effectSeq(1, 0), event }] };
        return { to: { party: "agent", room: id }, body: { kind: "deliver", delivery } };
      }),
    );
    const bad = introduced.find((answer) => answer !== null);
    if (bad !== undefined) throw new Error(`an agent could not be introduced: ${JSON.stringify(bad)}`);
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
