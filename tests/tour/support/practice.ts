/** The tour's centre, with a clock that stands still until it is moved. */
import { RoomClient } from "../../../web/shared/room-client.ts";
import type { AgentView } from "../../../party/protocol/agent.ts";
import type { Message } from "../../../party/protocol/conversation.ts";
import { TourCentre } from "../../../web/tour/centre.ts";
import { Facts } from "../../harness/facts.ts";

export class Practice extends Facts {
  #rooms: RoomClient[] = [];
  /** How often they have signed out. */
  left = 0;

  private constructor(
    readonly centre: TourCentre,
    private readonly clock: { now: number },
  ) {
    super();
    centre.onFacts = () => this.changed();
  }

  static async open(): Promise<Practice> {
    const clock = { now: 0 };
    const startAt = Date.UTC(2026, 0, 15, 9);
    const onLeft = (): void => void practice.left++;
    const options = { language: "es", name: "tour-test", startAt, clock: () => clock.now, onLeft } as const;
    const practice = new Practice(await TourCentre.open(options), clock);
    return practice;
  }

  /** So much passes for a page that is awake. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 1_000) {
      this.clock.now += Math.min(left, 1_000);
      await this.centre.running.settled();
    }
  }

  /** So much passes while nothing of the page runs. */
  async sleep(ms: number): Promise<void> {
    this.clock.now += ms;
    await this.centre.running.settled();
  }

  async ticket(party: string, room: string): Promise<string> {
    const body = JSON.stringify({ rooms: [{ party, room }] });
    const answer = await this.centre.reach.request("/api/tickets", { method: "POST", body });
    return ((await answer.json()) as { tickets: [{ ticket: string }] }).tickets[0].ticket;
  }

  /** As the panel reaches a room. */
  room(party: string, room: string, more: Partial<ConstructorParameters<typeof RoomClient>[0]> = {}): RoomClient {
    const client = new RoomClient({
      origin: "ws://tour.test",
      party,
      room,
      ticket: () => this.ticket(party, room),
      WebSocket: this.centre.reach.WebSocket,
      onChange: () => this.changed(),
      ...more,
    });
    this.#rooms.push(client);
    return client;
  }

  /** The new agent at their desk, Disponible. */
  async atWork(): Promise<RoomClient> {
    const own = this.room("agent", this.centre.identity("me").id);
    await this.until(() => own.status === "live");
    await own.send({ type: "availability.set", available: true });
    return own;
  }

  async thread(own: RoomClient, at = 0): Promise<{ room: RoomClient; conversation: number; id: string }> {
    await this.until(() => viewOf(own).assignments[at] !== undefined);
    const { thread, conversationId: id } = viewOf(own).assignments[at]!;
    const room = this.room("conversation", thread);
    await this.until(() => room.status === "live");
    return { room, id, conversation: Number(id.slice(id.lastIndexOf(".") + 1)) };
  }

  end(): void {
    for (const room of this.#rooms) room.close();
    this.centre.end();
  }
}

export const viewOf = (own: RoomClient): AgentView => own.mirror.topics.agent as unknown as AgentView;
export const textsIn = (room: RoomClient): string[] =>
  ((room.mirror.lists.messages?.rows ?? []) as readonly Message[]).flatMap((one) =>
    one.kind === "text" ? [one.text] : [],
  );
