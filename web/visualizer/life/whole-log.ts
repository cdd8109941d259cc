/**
 * A room's whole log, without a hole, as it is fetched in pages and goes on. Numbers have gaps, so what is missing cannot be told by
 * them: pages go back until they meet what is here, or the beginning.
 */
import type { LogRow } from "../../../party/protocol/inspection.ts";
import type { MirrorList } from "../../shared/mirror.ts";

/** As many as a room gives of its log. */
export const PAGE_ROWS = 500;

/** The rows before that number; undefined: the room cannot be asked now. */
export type AskPage = (before: number) => Promise<MirrorList | undefined>;

interface Newest {
  rows: readonly LogRow[];
  older: boolean;
}

export class WholeLog {
  #last = 0;
  #isFetching = false;
  #next: Newest | undefined;

  constructor(
    private readonly ask: AskPage,
    /** Told of rows that follow without a hole on those told before, or stand for some of them. */
    private readonly onRows: (rows: readonly LogRow[]) => void,
    /** How many have come so far that cannot be told yet. */
    private readonly onFetched: (count: number) => void,
  ) {}

  /** To be called with the newest rows whenever there are others. */
  async follow(list: MirrorList): Promise<void> {
    this.#next = list as unknown as Newest;
    if (this.#isFetching) return;
    this.#isFetching = true;
    for (let next = this.#take(); next; next = this.#take()) await this.#join(next);
    this.#isFetching = false;
  }

  #take(): Newest | undefined {
    const next = this.#next;
    this.#next = undefined;
    return next;
  }

  async #join({ rows, older }: Newest): Promise<void> {
    if (!older || rows[0]!.seq <= this.#last) return this.#tell(rows);
    const pages = [rows];
    let count = rows.length;
    for (let first = rows[0]!.seq; first > this.#last;) {
      const page = await this.ask(first);
      // Once it is back, the room says again what is newest.
      if (!page) return;
      const earlier = page.rows as readonly unknown[] as readonly LogRow[];
      pages.unshift(earlier);
      this.onFetched((count += earlier.length));
      if (!page.older || earlier.length === 0) break;
      first = earlier[0]!.seq;
    }
    this.#tell(pages.flat());
  }

  #tell(rows: readonly LogRow[]): void {
    this.#last = Math.max(this.#last, rows.at(-1)?.seq ?? 0);
    this.onRows(rows);
  }
}
