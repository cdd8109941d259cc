/** The life of one room, as it is fetched and goes on: who looks, whether they may, and what the room is now. */
import { createComputed, createEffect, createMemo, createSignal, getOwner, onCleanup, runWithOwner } from "solid-js";
import type { Accessor } from "solid-js";
import { INSPECTION, LOG_LIST, type InspectionView } from "../../../party/protocol/inspection.ts";
import { whoAmI, type Me } from "../../panel/api.ts";
import { insist } from "../../panel/parts/later.ts";
import { createRoom, type Room } from "../../shared/create-room.ts";
import { createLife, type Life } from "./life.ts";
import { definitionOf } from "./parties.ts";
import { reaching } from "./reaching.ts";
import { PAGE_ROWS, WholeLog } from "./whole-log.ts";

/** `noRoom`: there are no such rooms, or none whose life can be seen. */
export type Standing = "asking" | "signedOut" | "noRoom" | "denied" | "fetching" | "there";

export interface RoomLife {
  standing: Accessor<Standing>;
  me: Accessor<Me | undefined>;
  /** Whether what is shown is what the room is. */
  isLive: Accessor<boolean>;
  isOutdated: Accessor<boolean>;
  life: Accessor<Life | undefined>;
  view: Accessor<InspectionView | undefined>;
  /** Entries of the log that have come. */
  fetched: Accessor<number>;
  /** Number of the newest entry: there are no more than that. */
  newest: Accessor<number>;
  /** The room's clock, epoch milliseconds, every second. */
  now: Accessor<number>;
}

const TICK_MS = 1000;
/** A room drops whoever asks for more in ten seconds than anybody could look at. */
const PAGES_AT_ONCE = 60;
const REST_MS = 10_000;

const rest = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

export function createRoomLife(party: string, room: string): RoomLife {
  const [begun, begin] = createSignal<"asking" | "signedOut" | "noRoom" | "looking">("asking");
  const [me, setMe] = createSignal<Me>();
  const [connection, connect] = createSignal<Room>();
  const [life, setLife] = createSignal<Life>();
  const [fetched, setFetched] = createSignal(0);
  const [tick, setTick] = createSignal(Date.now());
  const ticking = setInterval(() => setTick(Date.now()), TICK_MS);
  onCleanup(() => clearInterval(ticking));
  const owner = getOwner();

  async function start(): Promise<void> {
    const [who, definition] = await Promise.all([insist(() => whoAmI()), insist(() => definitionOf(party))]);
    if (!who.me) return void begin("signedOut");
    setMe(who.me);
    if (!definition) return void begin("noRoom");
    runWithOwner(owner, () => {
      setLife(createLife(definition, { party, room }));
      connect(createRoom({ ...reaching(party, room), watch: [INSPECTION] }));
      begin("looking");
      followLog(connection()!, life()!);
    });
  }

  function followLog({ client, rows, hasOlder }: Room, into: Life): void {
    let pages = 0;
    const log = new WholeLog(
      async (before) => {
        if (++pages % PAGES_AT_ONCE === 0) await rest(REST_MS);
        return client.page(LOG_LIST, PAGE_ROWS, before);
      },
      (all) => {
        into.add(all);
        setFetched(into.count());
      },
      setFetched,
    );
    createEffect(() => {
      const list = { rows: rows(LOG_LIST), older: hasOlder(LOG_LIST) };
      if (list.rows.length > 0) void log.follow(list);
    });
  }

  const view = (): InspectionView | undefined => connection()?.topics[INSPECTION] as InspectionView | undefined;
  const status = () => connection()?.status() ?? "connecting";
  /** Whoever may see it has seen it with the welcome. */
  const isDenied = createMemo(() => status() === "denied" || (status() === "live" && view() === undefined));
  const newest = createMemo(() => connection()?.rows(LOG_LIST).at(-1)?.seq ?? 0);
  // Not a word more of what one may not see any longer.
  createComputed(() => isDenied() && setLife(undefined));
  void start();

  return {
    standing() {
      const now = begun();
      if (now !== "looking") return now;
      if (isDenied()) return "denied";
      if (view() === undefined) return "asking";
      return newest() > 0 && (life()?.count() ?? 0) === 0 ? "fetching" : "there";
    },
    me,
    isLive: () => status() === "live",
    isOutdated: () => status() === "outdated",
    life,
    view,
    fetched,
    newest,
    now: () => tick() + (connection()?.clockOffset() ?? 0),
  };
}
