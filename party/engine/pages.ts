/** What screens read of lists: the newest rows, those that they have missed, and older ones by pages. */
import type { ListPart } from "../protocol/frames.ts";
import type { Row } from "./definition.ts";
import type { RoomStorage } from "./host.ts";
import { changedPrefix, listKey, listPrefix, pad } from "./keys.ts";
import { readList } from "./saved.ts";

/** Rows in a welcome for a screen that has none yet (the product's "last 20 messages"). */
const FIRST_ROWS = 20;
/** Most rows a screen may miss and still be brought up to date without starting its list again. */
const CATCH_UP_ROWS = 200;
/** Read at once. A page ends where it has become long, in UTF-16 code units: a single row may have 124 KB. */
const READ_ROWS = 100;
const PAGE_MAX_CHARS = 500_000;

/** What is shown of a row; null: nothing. */
export type Show = (row: never) => Row | null;

/** What a screen that comes back has: of each list the highest number, all as they were at this revision. */
export interface Have {
  lists: Record<string, number>;
  revision: number;
}

export class Pages {
  constructor(private readonly storage: RoomStorage) {}

  /** For a welcome. */
  async part(list: string, show: Show, have: Have | undefined): Promise<ListPart> {
    const { storage } = this;
    const last = have?.lists[list];
    // A screen may have rows of a list that was since set aside: then it starts again like one that has none.
    const lost = last !== undefined && last > 0 && (await storage.get(listKey(list, last))) === undefined;
    if (have && last !== undefined && !lost) {
      const after = listKey(list, last + 1);
      const missed = await readList(storage, listPrefix(list), { after, limit: CATCH_UP_ROWS, newest: false });
      const changed = await this.#changed(list, last, have.revision);
      if (!missed.more && changed)
        return { rows: visible([...changed, ...missed.rows], show), reset: false, older: last > 0 };
    }
    let page = await readList(storage, listPrefix(list), { limit: FIRST_ROWS, newest: true });
    let rows = visible(page.rows, show);
    // Newest rows of which none is for them are not the newest that they may see.
    while (rows.length === 0 && page.more) {
      const before = listKey(list, page.rows[0]!.seq);
      page = await readList(storage, listPrefix(list), { before, limit: FIRST_ROWS, newest: true });
      rows = visible(page.rows, show);
    }
    return { rows, reset: true, older: page.more };
  }

  /** At most `limit` rows before a number, as the first of `shows` shows them that shows anything. */
  async older(
    list: string,
    shows: readonly Show[],
    { before, limit }: { before?: number | undefined; limit: number },
  ): Promise<{ rows: Row[]; older: boolean }> {
    let shown: Row[] = [];
    let chars = 0;
    for (let [first, left] = [before, limit]; ;) {
      const end = first === undefined ? {} : { before: listKey(list, first) };
      const range = { ...end, limit: Math.min(left, READ_ROWS), newest: true };
      const { rows, more } = await readList(this.storage, listPrefix(list), range);
      const part: Row[] = [];
      for (const [at, row] of rows.toReversed().entries()) {
        const one = shows.map((show) => show(row as never)).find((its) => its !== null);
        if (!one) continue;
        part.push(one);
        chars += JSON.stringify(one).length;
        if (chars > PAGE_MAX_CHARS)
          return { rows: [...part.toReversed(), ...shown], older: more || at < rows.length - 1 };
      }
      shown = [...part.toReversed(), ...shown];
      left -= rows.length;
      // A page of which nothing is for them would leave them where they are for ever.
      if ((shown.length > 0 && left <= 0) || !more) return { rows: shown, older: more };
      if (left <= 0) left = limit;
      first = rows[0]!.seq;
    }
  }

  /** Rows up to this number that have changed since; undefined: too many to be told. */
  async #changed(list: string, last: number, since: number): Promise<Row[] | undefined> {
    if (last === 0) return [];
    const prefix = changedPrefix(list);
    const after = prefix + pad(since + 1);
    const { rows, more } = await readList(this.storage, prefix, { after, limit: CATCH_UP_ROWS, newest: false });
    if (more) return undefined;
    const found = new Map<number, Row>();
    for (const { seq } of rows) {
      if (seq > last) continue;
      const row = (await this.storage.get(listKey(list, seq))) as Row | undefined;
      // An entry of the log does not say its number.
      if (row) found.set(seq, { ...row, seq });
    }
    return inOrder(found);
  }
}

export const inOrder = (rows: ReadonlyMap<number, Row>): Row[] => [...rows.values()].toSorted((a, b) => a.seq - b.seq);

/** What a topic shows of these rows. */
export const visible = (rows: readonly Row[], show: Show): Row[] => rows.flatMap((row) => show(row as never) ?? []);
