/** The centre and both baselines, side by side. */
import type { Options } from "../options.ts";
import { Floor } from "../subjects/floor.ts";
import { SocketIo } from "../subjects/socketio.ts";
import type { Subject } from "../subjects/subject.ts";
import { Turno } from "../subjects/turno.ts";

export async function withTrio(options: Options, work: (subjects: Subject[]) => Promise<void>): Promise<void> {
  const subjects: Subject[] = [];
  try {
    subjects.push(await Floor.start(options.runtime), await Turno.start(options.runtime), await SocketIo.start());
    await work(subjects.filter(({ name }) => options.only.length === 0 || options.only.includes(name)));
  } finally {
    await Promise.all(subjects.map((subject) => subject.stop()));
  }
}

/** One value a run for each subject. */
export class Values {
  readonly #by = new Map<string, number[]>();

  add(subject: Subject, value: number): void {
    this.#by.set(subject.name, [...(this.#by.get(subject.name) ?? []), value]);
  }

  get figures(): { turno: number[]; floor?: number[]; socketio?: number[] } {
    const [turno = [], floor, socketio] = ["turno", "floor", "socket.io"].map((name) => this.#by.get(name));
    return { turno, ...(floor ? { floor } : {}), ...(socketio ? { socketio } : {}) };
  }
}
