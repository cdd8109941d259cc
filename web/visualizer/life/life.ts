/** A room's life on a page: the replay, where one stands in it, and how one moves. Solid's signals around what is plain. */
import { batch, createMemo, createSignal, onCleanup, type Accessor } from "solid-js";
import type { Address, RoomDefinition } from "../../../party/engine/definition.ts";
import type { LogRow } from "../../../party/protocol/inspection.ts";
import { Playback, type Difference, type Step } from "./replay.ts";
import { namesIn } from "./names.ts";
import { arrowsOf, isGiven, LANES, type Arrow, type Lane } from "./sequence.ts";
import type { Names } from "./telling.ts";

/** Of a frame of 16 ms: the rest is for drawing. */
const SLICE_MS = 8;

export interface Entry {
  index: number;
  row: LogRow;
  arrows: readonly Arrow[];
}

export interface Life {
  definition: RoomDefinition;
  self: Address;
  replay: Playback;
  /** Those that have been computed. Grows in place of itself at each slice. */
  entries: Accessor<readonly Entry[]>;
  /** How many have been computed by now. */
  computed: Accessor<number>;
  /** How many there are, computed or not. */
  count: Accessor<number>;
  /** What people are called, by their ids. */
  names: Accessor<Names>;
  lanes: Accessor<readonly Lane[]>;
  /** -1: before anything happened. */
  index: Accessor<number>;
  step: Accessor<Step | undefined>;
  go: (index: number) => void;
  /** At the last entry, and going on to each that comes. */
  isFollowing: Accessor<boolean>;
  follow: () => void;
  /** Entries after those that are here, from the first one on, or what stands for some of them now. */
  add: (rows: readonly LogRow[]) => void;
  /** The first place where the machine of today does something else than the log says. */
  differs: Accessor<Difference | undefined>;
  /** Of a revision, or of what is nearest to it; or of the assignment nearest to a moment, for who has seen its receipt. */
  indexOf: (at: { revision: number } | { when: number }) => number;
}

export function createLife(definition: RoomDefinition, self: Address): Life {
  const entries: Entry[] = [];
  const lanesSeen = new Set<Lane>();
  const names = new Map<string, string>();
  const replay = new Playback(definition, self, (step) => {
    const arrows = arrowsOf(step, self.party);
    for (const { from, to } of arrows) lanesSeen.add(from).add(to);
    for (const [id, name] of namesIn(step.row)) names.set(id, name);
    entries.push({ index: step.index, row: step.row, arrows });
  });
  const [shown, show] = createSignal<readonly Entry[]>([]);
  const [count, setCount] = createSignal(0);
  const [computed, setComputed] = createSignal(0);
  const [lanes, setLanes] = createSignal<readonly Lane[]>([]);
  const [index, setIndex] = createSignal(-1);
  const [isFollowing, setFollowing] = createSignal(true);
  const [differs, setDiffers] = createSignal<Difference>();
  let working: ReturnType<typeof setTimeout> | 0 = 0;

  /** Where one wanted to go before it was there. */
  let wanted: number | undefined;

  function settle(): void {
    batch(() => {
      show(entries.slice());
      setDiffers(replay.differs);
      if (lanesSeen.size !== lanes().length) setLanes(LANES.filter((lane) => lanesSeen.has(lane)));
      if (wanted !== undefined && wanted < entries.length) {
        setIndex(wanted);
        wanted = undefined;
      } else if (isFollowing() && wanted === undefined) setIndex(entries.length - 1);
    });
  }

  function slice(): void {
    const end = performance.now() + SLICE_MS;
    replay.work(() => performance.now() >= end);
    setComputed(replay.computed);
    working = replay.isDone ? 0 : setTimeout(slice);
    if (working === 0) settle();
  }
  onCleanup(() => clearTimeout(working));

  return {
    definition,
    self,
    replay,
    entries: shown,
    count,
    computed,
    names() {
      // Later entries say what somebody in earlier ones is called.
      shown();
      return names;
    },
    lanes,
    index,
    step: createMemo(() => {
      shown();
      return index() < 0 ? undefined : replay.at(index());
    }),
    go(next) {
      const last = replay.rows.length - 1;
      const to = Math.max(-1, Math.min(last, next));
      batch(() => {
        setFollowing(to === last);
        if (to < replay.computed) setIndex(to);
        else wanted = to;
      });
    },
    isFollowing,
    follow() {
      batch(() => {
        setFollowing(true);
        setIndex(replay.computed - 1);
      });
    },
    add(rows) {
      if (replay.add(rows)) entries.length = 0;
      setCount(replay.rows.length);
      if (working === 0) slice();
    },
    differs,
    indexOf(at) {
      const { rows } = replay;
      const last = rows.length - 1;
      if ("when" in at) {
        const far = (index: number): number => (index < 0 ? Infinity : Math.abs(rows[index]!.at - at.when));
        const given = rows.reduce((best, row, index) => (isGiven(row) && far(index) < far(best) ? index : best), -1);
        return given < 0 ? last : given;
      }
      const index = rows.findIndex(({ seq }) => seq >= at.revision);
      return index < 0 ? last : index;
    },
  };
}
