/** What is due when, earliest first; of the same time, what was put in first. */

interface Item<T> {
  at: number;
  order: number;
  what: T;
}

const isBefore = <T>(a: Item<T>, b: Item<T>): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap. */
export class Schedule<T> {
  readonly #heap: Item<T>[] = [];
  #order = 0;

  /** When the first is due; Infinity: nothing is. */
  get next(): number {
    return this.#heap[0]?.at ?? Infinity;
  }

  get first(): T | undefined {
    return this.#heap[0]?.what;
  }

  add(at: number, what: T): void {
    const heap = this.#heap;
    const item = { at, order: this.#order++, what };
    let n = heap.length;
    for (let above = (n - 1) >> 1; n > 0 && isBefore(item, heap[above]!); above = (n - 1) >> 1) {
      heap[n] = heap[above]!;
      n = above;
    }
    heap[n] = item;
  }

  take(): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first?.what;
    let n = 0;
    for (let below = 1; below < heap.length; below = 2 * n + 1) {
      if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below++;
      if (!isBefore(heap[below]!, last)) break;
      heap[n] = heap[below]!;
      n = below;
    }
    heap[n] = last;
    return first.what;
  }
}
