/** The world outside, as far as a box can ring its bell: each ring waits for the test to say what became of it. */
import type { Outside, RoomDefinition } from "../../party/engine/definition.ts";
import { boxDefinition } from "./box.ts";
import { Rig } from "./rig.ts";

interface Ring {
  params: unknown;
  outside: Outside;
  answer: (value: unknown) => void;
  fail: (error: Error) => void;
}

export class Bell {
  readonly rings: Ring[] = [];
  readonly rig: Rig;

  constructor(changes: Partial<RoomDefinition> = {}) {
    const ring = (params: unknown, outside: Outside): Promise<unknown> =>
      new Promise((answer, fail) => this.rings.push({ params, outside, answer, fail }));
    this.rig = new Rig(boxDefinition({ services: { bell: ring }, ...changes }));
  }

  /** Which rings said that they may have been heard before. */
  get again(): boolean[] {
    return this.rings.map(({ outside }) => outside.again);
  }

  get ids(): string[] {
    return this.rings.map(({ outside }) => outside.id);
  }

  async answer(index: number, value: unknown): Promise<void> {
    this.rings[index]!.answer(value);
    await this.rig.platform.settle();
  }

  async fail(index: number, message: string): Promise<void> {
    this.rings[index]!.fail(new Error(message));
    await this.rig.platform.settle();
  }

  /** The jobs that are stored, on disk or not yet. */
  get stored(): number {
    return this.rig.node().storage.inMemory("job/").size;
  }
}
