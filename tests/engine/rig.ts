/** The fake platform with boxes on it, and people who use them. */
import type { RoomDefinition } from "../../party/engine/definition.ts";
import { Platform, type Flight } from "../../web/simulator/platform.ts";
import type { RoomNode } from "../../web/simulator/room-node.ts";
import { Screen } from "../../web/simulator/screen.ts";
import { boxDefinition, towerDefinition, type BoxContext } from "./box.ts";

type Fields = { type: string; [field: string]: unknown };

export class Rig {
  readonly platform: Platform;
  #commands = 0;

  constructor(box: RoomDefinition = boxDefinition()) {
    this.platform = new Platform({ box, directory: towerDefinition });
  }

  node(room = "a"): RoomNode {
    return this.platform.node("box", room);
  }

  get tower(): RoomNode {
    return this.platform.node("directory", "main");
  }

  /** A connected screen; `role` `user` unless told otherwise. */
  async join(id = "ana", room = "a", role = "user", watch?: string[]): Promise<Screen> {
    const screen = new Screen(this.platform, this.node(room), { role, id, project: "p" }, watch);
    screen.connect();
    await this.platform.settle();
    return screen;
  }

  /** Sends a command without waiting for anything; returns its id. */
  say(screen: Screen, command: Fields, commandId = `c${++this.#commands}`): string {
    screen.send(command, commandId);
    return commandId;
  }

  /** Sends a command and lets everything that follows from it happen. */
  async do(screen: Screen, command: Fields, commandId?: string): Promise<Screen["answers"][number] | undefined> {
    const count = screen.answers.length;
    this.say(screen, command, commandId);
    await this.platform.settle();
    return screen.answers[count];
  }

  /** Lets happen, as often as possible, only what `may` admits. */
  async only(may: (what: string) => boolean): Promise<void> {
    await this.platform.happen({ what: "", happen: () => {} });
    for (;;) {
      const choice = this.platform.choices().find(({ what }) => may(what));
      if (!choice) return;
      await this.platform.happen(choice);
    }
  }

  get flights(): Flight[] {
    return [...this.platform.flights];
  }

  context(room = "a"): BoxContext {
    const running = this.node(room).room;
    if (!running) throw new Error(`${room} is not running`);
    return running.snapshot.context as BoxContext;
  }

  /** Starts a new life and lets it settle. */
  async restart(room = "a", how: "crash" | "sleep" = "crash"): Promise<void> {
    const node = this.node(room);
    node[how]();
    await node.start();
    await this.platform.settle();
  }

  lines(level: string): Record<string, unknown>[] {
    return this.platform.lines.filter((line) => line.level === level);
  }
}
