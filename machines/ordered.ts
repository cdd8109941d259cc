/**
 * A persistent ordered map from strings to values, with order statistics.
 *
 * Every change returns a new map that shares all but O(log n) nodes with the old one, so keeping an old version is free
 * and two versions of one lineage can be compared at the cost of what changed. Keys follow `<` on strings, which is
 * UTF-16 code unit order: the same on every machine and locale, and the order in which keys with a common prefix are
 * neighbours.
 *
 * It is a weight-balanced tree (Nievergelt & Reingold 1972; Adams 1993). The size each node needs for balance is also
 * what answers `rank`, `at` and `countPrefix`.
 */

type Tree<V> = Node<V> | undefined;

interface Node<V> {
  readonly key: string;
  readonly value: V;
  readonly size: number;
  readonly left: Tree<V>;
  readonly right: Tree<V>;
}

/**
 * ⟨Δ, Γ⟩ = ⟨3, 2⟩ on weight = size + 1: the only integer pair proved to keep balance under both insert and delete, in
 * Hirai & Yamamoto, "Balancing weight-balanced trees", J. Functional Programming 21(3), 2011. Haskell's Data.Map uses
 * the same pair. A sibling weighs at most Δ times the other, so height is at most log(n + 1) / log(4 / 3).
 */
const DELTA = 3;
const GAMMA = 2;

const size = <V>(tree: Tree<V>): number => tree?.size ?? 0;
const weight = <V>(tree: Tree<V>): number => size(tree) + 1;

function node<V>(key: string, value: V, left?: Tree<V>, right?: Tree<V>): Node<V> {
  return { key, value, size: size(left) + 1 + size(right), left, right };
}

/** Joins two subtrees that were in balance before one of them gained or lost a single entry. */
function balance<V>(key: string, value: V, left: Tree<V>, right: Tree<V>): Node<V> {
  if (right && weight(right) > DELTA * weight(left)) {
    const { left: inner, right: outer } = right;
    // An inner grandchild this heavy would only move the imbalance across, so it is taken apart instead.
    if (inner && weight(inner) >= GAMMA * weight(outer)) {
      const near = node(key, value, left, inner.left);
      return node(inner.key, inner.value, near, node(right.key, right.value, inner.right, outer));
    }
    return node(right.key, right.value, node(key, value, left, inner), outer);
  }
  if (left && weight(left) > DELTA * weight(right)) {
    const { left: outer, right: inner } = left;
    if (inner && weight(inner) >= GAMMA * weight(outer)) {
      const near = node(key, value, inner.right, right);
      return node(inner.key, inner.value, node(left.key, left.value, outer, inner.left), near);
    }
    return node(left.key, left.value, outer, node(key, value, inner, right));
  }
  return node(key, value, left, right);
}

/** `tree` with these subtrees, one of which may be an entry longer or shorter; the same node if neither is new. */
const hang = <V>(tree: Node<V>, left: Tree<V>, right: Tree<V>): Node<V> =>
  left === tree.left && right === tree.right ? tree : balance(tree.key, tree.value, left, right);

function insert<V>(tree: Tree<V>, key: string, value: V): Node<V> {
  if (!tree) return node(key, value);
  if (key < tree.key) return hang(tree, insert(tree.left, key, value), tree.right);
  if (tree.key < key) return hang(tree, tree.left, insert(tree.right, key, value));
  return tree.value === value ? tree : node(key, value, tree.left, tree.right);
}

function remove<V>(tree: Tree<V>, key: string): Tree<V> {
  if (!tree) return undefined;
  if (key < tree.key) return hang(tree, remove(tree.left, key), tree.right);
  if (tree.key < key) return hang(tree, tree.left, remove(tree.right, key));
  const next = ceiling(tree.right, "");
  return next ? balance(next.key, next.value, tree.left, remove(tree.right, next.key)) : tree.left;
}

/** The node with the smallest key that is not below `from`. */
function ceiling<V>(tree: Tree<V>, from: string): Tree<V> {
  let best: Tree<V>;
  for (let at = tree; at; at = at.key < from ? at.right : at.left) if (!(at.key < from)) best = at;
  return best;
}

/** How many keys satisfy `below`, which must hold for a leading run of the keys and for none after it. */
function count<V>(tree: Tree<V>, below: (key: string) => boolean): number {
  if (!tree) return 0;
  return below(tree.key) ? size(tree.left) + 1 + count(tree.right, below) : count(tree.left, below);
}

/** A balanced tree of the strictly ascending `entries[low, high)`. */
function build<V>(entries: readonly (readonly [string, V])[], low: number, high: number): Tree<V> {
  const middle = (low + high) >>> 1;
  const entry = entries[middle];
  if (low >= high || !entry) return undefined;
  return node(entry[0], entry[1], build(entries, low, middle), build(entries, middle + 1, high));
}

/** Replaces the subtree on top of the stack by its left part, its own entry as a leaf, and its right part. */
function open<V>(stack: Node<V>[]): void {
  const top = stack.pop();
  if (!top) return;
  if (top.right) stack.push(top.right);
  stack.push(node(top.key, top.value));
  if (top.left) stack.push(top.left);
}

function sound<V>(tree: Tree<V>, above?: string, below?: string): boolean {
  if (!tree) return true;
  const { key, left, right } = tree;
  if ((above !== undefined && above >= key) || (below !== undefined && key >= below)) return false;
  if (weight(left) > DELTA * weight(right) || weight(right) > DELTA * weight(left)) return false;
  return tree.size === size(left) + 1 + size(right) && sound(left, above, key) && sound(right, key, below);
}

export class Ordered<V> {
  // A hard-private field is not enumerable: XState's persistence does not walk (or copy) the nodes, and an equality
  // check that iterates compares content rather than the shape that content happened to grow into.
  readonly #root: Tree<V>;

  private constructor(root: Tree<V>) {
    this.#root = root;
  }

  /** The map with no entries. */
  static empty<V>(): Ordered<V> {
    return new Ordered<V>(undefined);
  }

  /** The map of these entries, the last one winning where a key repeats. O(n) if strictly ascending, or O(n log n). */
  static from<V>(entries: Iterable<readonly [string, V]>): Ordered<V> {
    let list = [...entries];
    const ascending = list.every(([key], index) => index === 0 || (list[index - 1]?.[0] ?? "") < key);
    if (!ascending) list = [...new Map(list)].sort(([a], [b]) => (a < b ? -1 : 1));
    return new Ordered(build(list, 0, list.length));
  }

  /** How many entries there are. O(1). */
  get size(): number {
    return size(this.#root);
  }

  /** The value at `key`. O(log n). */
  get(key: string): V | undefined {
    const found = ceiling(this.#root, key);
    return found?.key === key ? found.value : undefined;
  }

  /** Whether `key` has an entry, even one whose value is undefined. O(log n). */
  has(key: string): boolean {
    return ceiling(this.#root, key)?.key === key;
  }

  /** This map with `value` at `key`; this very map if `value` is already there (`===`). O(log n). */
  set(key: string, value: V): Ordered<V> {
    const root = insert(this.#root, key, value);
    return root === this.#root ? this : new Ordered(root);
  }

  /** This map without `key`; this very map if `key` is absent. O(log n). */
  delete(key: string): Ordered<V> {
    const root = remove(this.#root, key);
    return root === this.#root ? this : new Ordered(root);
  }

  /** The first entry whose key starts with `prefix`. O(log n). */
  first(prefix = ""): [string, V] | undefined {
    const found = ceiling(this.#root, prefix);
    return found?.key.startsWith(prefix) ? [found.key, found.value] : undefined;
  }

  /** How many keys are smaller than `key`, which need not be present. O(log n). */
  rank(key: string): number {
    return count(this.#root, (other) => other < key);
  }

  /** The entry with exactly `index` smaller keys; undefined outside 0 … size − 1. O(log n). */
  at(index: number): [string, V] | undefined {
    let tree = this.#root;
    let rest = index;
    while (tree && rest !== size(tree.left)) {
      const before = size(tree.left);
      tree = rest < before ? tree.left : tree.right;
      if (rest > before) rest -= before + 1;
    }
    return tree && [tree.key, tree.value];
  }

  /** How many keys start with `prefix`. O(log n). */
  countPrefix(prefix: string): number {
    return count(this.#root, (key) => key < prefix || key.startsWith(prefix)) - this.rank(prefix);
  }

  /** All entries in key order. */
  [Symbol.iterator](): IterableIterator<[string, V]> {
    return this.entries();
  }

  /** Entries in key order from the first key not below `from`. Lazy: O(log n) to start, O(1) amortised per entry. */
  *entries(from = ""): IterableIterator<[string, V]> {
    const stack: Node<V>[] = [];
    let tree = this.#root;
    while (tree || stack.length > 0) {
      for (; tree; tree = tree.key < from ? tree.right : tree.left) if (!(tree.key < from)) stack.push(tree);
      const next = stack.pop();
      if (!next) return;
      yield [next.key, next.value];
      tree = next.right;
    }
  }

  /** Keys in order, lazily. */
  *keys(): IterableIterator<string> {
    for (const [key] of this.entries()) yield key;
  }

  /** Values in key order, lazily. */
  *values(): IterableIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  /** Entries whose key starts with `prefix`, in key order, lazily. */
  *prefix(prefix: string): IterableIterator<[string, V]> {
    for (const entry of this.entries(prefix)) {
      if (!entry[0].startsWith(prefix)) return;
      yield entry;
    }
  }

  /**
   * What turns `before` into this map, both lists in key order; values are compared by `===` (so a NaN may be listed
   * although nobody set it). Subtrees the two maps share are skipped: O(k log n) for k updates between two versions of
   * one lineage, O(n) for maps built apart.
   *
   * Both trees are walked in key order at once. Opening the larger of the two subtrees in front first means that a
   * shared subtree is met whole on both sides even where a rotation has moved it to another depth.
   */
  diff(before: Ordered<V>): { set: [string, V][]; deleted: string[] } {
    const set: [string, V][] = [];
    const deleted: string[] = [];
    const ours: Node<V>[] = this.#root ? [this.#root] : [];
    const theirs: Node<V>[] = before.#root ? [before.#root] : [];
    for (;;) {
      const a = ours.at(-1);
      const b = theirs.at(-1);
      if (a === b) {
        if (!a) return { set, deleted };
        ours.pop();
        theirs.pop();
      } else if (size(a) > 1 && size(a) >= size(b)) open(ours);
      else if (size(b) > 1) open(theirs);
      else if (a && (!b || a.key <= b.key)) {
        if (a.key !== b?.key || a.value !== b.value) set.push([a.key, a.value]);
        if (a.key === b?.key) theirs.pop();
        ours.pop();
      } else if (b) {
        deleted.push(b.key);
        theirs.pop();
      }
    }
  }

  /** The entries in key order, so that equal content serialises equally whatever the shape; `from` reads it back. */
  toJSON(): [string, V][] {
    return [...this];
  }

  /** Whether order, cached sizes and weights are as the class promises. O(n); true unless this file has a bug. */
  isBalanced(): boolean {
    return sound(this.#root);
  }
}
