/** Somebody who oversees, and looks on the lives of rooms: one connection to each of a few, and to others after a while. */
import { INSPECTION, LOG_LIST } from "../../party/protocol/inspection.ts";
import type { Identity } from "../../party/engine/definition.ts";
import type { Platform } from "../../web/simulator/platform.ts";
import { Screen } from "../../web/simulator/screen.ts";
import { PROJECT } from "./people.ts";

export const AUDITOR: Identity = { role: "auditor", id: `${PROJECT}_elena`, project: PROJECT, name: "Elena" };
const LIVES_MAX = 5;

export class Onlooker {
  #lives = new Map<string, Screen>();
  #pages = 0;
  /** Pages of logs that have come. */
  seen = 0;

  constructor(private readonly platform: Platform) {}

  get screens(): Screen[] {
    return [...this.#lives.values()];
  }

  /** Looks at another room, or again, or closes what is open, or turns over a page. */
  act(a: number, b: number): void {
    const nodes = [...this.platform.nodes.values()].filter(({ definition }) => definition.inspection);
    const node = nodes[a % Math.max(1, nodes.length)];
    if (!node) return;
    const open = this.#lives.get(node.name);
    if (!open) {
      for (const [name, screen] of this.#lives) {
        if (this.#lives.size < LIVES_MAX) break;
        screen.disconnect();
        this.#lives.delete(name);
      }
      const screen = new Screen(this.platform, node, AUDITOR, [INSPECTION]);
      screen.onFrame = ({ kind }) => void (kind === "page" && this.seen++);
      this.#lives.set(node.name, screen);
      return screen.connect();
    }
    if (b % 5 === 0) return open.disconnect();
    if (b % 5 === 1) return open.reload();
    if (!open.live) return open.connect();
    const before = open.mirror.lists[LOG_LIST]?.rows[0]?.seq;
    if (before === undefined) return;
    const query = { type: "history", list: LOG_LIST, before, limit: 1 + (b % 300) };
    open.connection?.send({ kind: "query", queryId: `l${this.#pages++}`, query });
  }

  keepAlive(): void {
    for (const screen of this.#lives.values()) {
      screen.connect();
      screen.ping();
    }
  }
}
