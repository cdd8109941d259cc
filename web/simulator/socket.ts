/** Both ends of a fake connection: what each side said waits until the platform lets it arrive. */
import type { Identity } from "../../party/engine/definition.ts";
import type { Socket, SocketState } from "../../party/engine/host.ts";
import type { DownFrame, UpFrame } from "../../party/protocol/frames.ts";
import { clone } from "./clone.ts";

export interface Peer {
  frame(frame: DownFrame): void;
  closed(code: number): void;
}

type Down = { text: string } | { code: number };
type Up = { data: string | ArrayBuffer } | "left";

export class Connection {
  readonly down: Down[] = [];
  readonly up: Up[] = [];
  /** As the screen sees it. */
  open = true;
  /** The code with which the room closed it. */
  closedBy: number | undefined;
  readonly socket: FakeSocket;

  constructor(
    id: string,
    identity: Identity,
    now: number,
    private readonly peer: Peer,
    gate: (say: () => void) => void,
    /** Something waits to arrive at either side. */
    private readonly stir: () => void,
  ) {
    this.socket = new FakeSocket(id, { identity, shown: [], openedAt: now, heardAt: now, offences: 0 }, (down) =>
      gate(() => {
        this.down.push(down);
        stir();
      }),
    );
  }

  send(frame: UpFrame): void {
    this.sendRaw(JSON.stringify(frame));
  }

  sendRaw(data: string | ArrayBuffer): void {
    if (this.open) this.#say({ data });
  }

  #say(up: Up): void {
    this.up.push(up);
    this.stir();
  }

  /** The screen closes it; the room hears of it in time. */
  cut(): void {
    if (!this.open) return;
    this.open = false;
    this.down.length = 0;
    this.#say("left");
  }

  /** The screen's machine is gone without a word; the room never hears of it. */
  vanish(): void {
    this.open = false;
    this.down.length = 0;
    this.up.length = 0;
  }

  /** The room's machine is gone: nothing more comes from either side. */
  broken(code: number): void {
    this.socket.open = false;
    this.up.length = 0;
    if (!this.open) return;
    this.open = false;
    this.down.length = 0;
    this.peer.closed(code);
  }

  arriveDown(): void {
    const down = this.down.shift();
    if (!down || !this.open) return;
    if ("text" in down) return this.peer.frame(JSON.parse(down.text) as DownFrame);
    this.closedBy = down.code;
    this.open = false;
    this.down.length = 0;
    this.#say("left");
    this.peer.closed(down.code);
  }
}

export class FakeSocket implements Socket {
  #state: SocketState;
  open = true;
  /** Makes each `send` throw, as a socket that is closing does. */
  broken = false;

  constructor(
    readonly id: string,
    state: SocketState,
    private readonly say: (down: Down) => void,
  ) {
    this.#state = clone(state);
  }

  get state(): SocketState {
    return clone(this.#state);
  }

  setState(state: SocketState): void {
    this.#state = clone(state);
  }

  send(text: string): void {
    if (!this.open || this.broken) throw new Error("this socket is closed");
    this.say({ text });
  }

  close(code: number, _reason: string): void {
    if (!this.open) return;
    this.open = false;
    this.say({ code });
  }
}
