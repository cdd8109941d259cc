/** A room's mirror as Solid state: what components read. Nothing writes it but the room. */
import { batch, createSignal, onCleanup, type Accessor } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { RoomClient, type Pending, type RoomClientOptions, type Status } from "./room-client.ts";
import type { Row } from "./mirror.ts";

export interface Room {
  client: RoomClient;
  status: Accessor<Status>;
  /** By name, what the room shows of itself. */
  topics: Readonly<Record<string, unknown>>;
  rows: (list: string) => readonly Row[];
  hasOlder: (list: string) => boolean;
  pending: Accessor<readonly Pending[]>;
  /** Room's clock minus ours, milliseconds. */
  clockOffset: Accessor<number>;
}

const NO_ROWS: readonly Row[] = [];

/** @param key Names the items of the lists inside topics, so that an item that changes stays the same one. */
export function createRoom(options: Omit<RoomClientOptions, "onChange">, key = "id"): Room {
  const [topics, setTopics] = createStore<{ all: Record<string, unknown> }>({ all: options.shown ?? {} });
  const [status, setStatus] = createSignal<Status>("connecting");
  const [lists, setLists] = createSignal<RoomClient["mirror"]["lists"]>({});
  const [pending, setPending] = createSignal<readonly Pending[]>(options.store?.load() ?? []);
  const [clockOffset, setClockOffset] = createSignal(0);
  const client = new RoomClient({
    ...options,
    onChange: ({ mirror, status, pending }) =>
      batch(() => {
        setStatus(status);
        setPending(pending);
        setLists(mirror.lists);
        setClockOffset(mirror.clockOffset);
        setTopics("all", reconcile(mirror.topics as Record<string, unknown>, { key }));
      }),
  });
  onCleanup(() => client.close());
  return {
    client,
    status,
    get topics() {
      return topics.all;
    },
    rows: (list) => lists()[list]?.rows ?? NO_ROWS,
    hasOlder: (list) => lists()[list]?.older ?? false,
    pending,
    clockOffset,
  };
}
