/**
 * Who is connected, as a machine that wants to know is told: `session.opened` and `session.closed`. What it believes is what it says of
 * itself; nothing is kept here.
 */
import type { AnyMachineSnapshot } from "xstate";
import { INSPECTION } from "../protocol/inspection.ts";
import type { Event, Identity, RoomDefinition } from "./definition.ts";
import type { Host, Socket, SocketState } from "./host.ts";
import { judge, stamp } from "./step.ts";

/** Most sessions that a machine is told of: it keeps them in its snapshot, which is one stored value of at most 128 KiB. */
export const SESSIONS_MAX = 50;

type Watching = Pick<SocketState, "identity" | "watch">;

export class Sessions {
  constructor(
    private readonly definition: RoomDefinition,
    private readonly host: Host,
    private readonly now: () => { snapshot: AnyMachineSnapshot; at: number },
    private readonly step: (event: Event, who: { by?: Identity }) => void,
  ) {}

  /** EN26: ends those that are gone and begins those of which an earlier life has not heard. */
  load(): void {
    if (!this.definition.sessions) return;
    const live = new Map([...this.host.sockets()].map((socket) => [socket.id, socket]));
    const believed = this.#believed();
    for (const sessionId of believed) if (!live.has(sessionId)) this.step({ type: "session.closed", sessionId }, {});
    for (const [sessionId, { state }] of live)
      if (state && this.#isOne(state) && !believed.has(sessionId))
        this.step({ type: "session.opened", sessionId }, { by: state.identity });
  }

  /** Of those that the machine keeps: whom it would not count takes nobody's place, and finds none taken. */
  isOneTooMany({ id: sessionId, state }: Socket, watch: readonly string[]): boolean {
    if (this.#isOne(state) || !this.#isOne({ ...state, watch }) || this.#believed().size < SESSIONS_MAX) return false;
    const { snapshot, at } = this.now();
    const event = stamp({ type: "session.opened", sessionId }, at, { by: state.identity });
    const judgement = judge(this.definition, this.host.self, snapshot, event);
    return judgement.kind === "accepted" && this.#believed(judgement.next).size > SESSIONS_MAX;
  }

  /** It is about to watch this; undefined: it has gone. */
  watches({ id: sessionId, state }: { id: string; state: Watching }, watch: readonly string[] | undefined): void {
    const [was, is] = [this.#isOne(state), this.#isOne({ ...state, watch })];
    if (is && !was) this.step({ type: "session.opened", sessionId }, { by: state.identity });
    if (was && !is && this.#believed().has(sessionId)) this.step({ type: "session.closed", sessionId }, {});
  }

  #believed(snapshot = this.now().snapshot): ReadonlySet<string> {
    return new Set(this.definition.sessions?.(snapshot));
  }

  /** EN69: whether the machine is told of a socket of theirs that watches this. Undefined: it has not introduced itself. */
  #isOne({ identity, watch }: Watching): boolean {
    const { sessions, isOwn, inspection } = this.definition;
    if (!sessions || !watch || isOwn?.(identity, this.now().snapshot) === false) return false;
    return inspection?.isSession === true || watch.length === 0 || watch.some((topic) => topic !== INSPECTION);
  }
}
