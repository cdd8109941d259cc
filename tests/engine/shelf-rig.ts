/** A shelf on the fake platform, and what is stored of it. */
import type { Event, Outside, RoomDefinition } from "../../party/engine/definition.ts";
import { Rig } from "./rig.ts";
import { shelfDefinition, type ShelfContext, type Slip } from "./shelf.ts";

const ENTRY = { role: "entry", id: "boot", project: "p" };

export class Shelf {
  readonly rig: Rig;
  readonly rings: { outside: Outside; answer: (value: unknown) => void }[] = [];

  constructor(changes: Partial<RoomDefinition> = {}) {
    const bell = (_params: unknown, outside: Outside): Promise<unknown> =>
      new Promise((answer) => this.rings.push({ outside, answer }));
    this.rig = new Rig(shelfDefinition({ services: { bell }, ...changes }));
  }

  /** As the entry worker says it; resolves when all that follows has happened. */
  async tell(command: Event, commandId?: string, room = "a", by = ENTRY): Promise<unknown> {
    const outcome = this.rig.node(room).handle((one) => one.command(by, command, commandId));
    await this.rig.platform.settle();
    return outcome;
  }

  async ask(...entries: (number | string)[]): Promise<unknown> {
    return this.rig.node().handle((room) => room.ask({ type: "slips", wanted: entries }));
  }

  context(room = "a"): ShelfContext {
    return this.rig.node(room).room!.snapshot.context as ShelfContext;
  }

  /** What is stored under keys that begin so. */
  stored<T = unknown>(prefix: string, room = "a"): T[] {
    return [...this.rig.node(room).storage.inMemory(prefix).values()] as T[];
  }

  slips(room = "a"): Slip[] {
    return this.stored<Slip>("list/slips/", room);
  }
}
