/** What must be true of threads on another channel, whatever their provider does. */
import { inOrder } from "../../machines/ordering.ts";
import type { OutboxContext } from "../../machines/outbox-setup.ts";
import { CAPABILITIES, type DeliveryState } from "../../machines/outside.ts";
import type { Message, ThreadContext } from "../../machines/thread.ts";
import type { Platform } from "../../web/simulator/platform.ts";
import type { RoomNode } from "../../web/simulator/room-node.ts";
import type { Provider, Texter } from "./provider.ts";

/** `retries`: when it last fell. */
export interface Way {
  state: DeliveryState;
  retries: number;
}

interface World {
  platform: Platform;
  provider: Provider;
  texters: readonly Texter[];
  /** Of each line, how far it had come when it was last looked at. */
  ways: Map<string, Way>;
}

function assert(fact: boolean, otherwise: () => string): asserts fact {
  if (!fact) throw new Error(otherwise());
}

const RANKS: DeliveryState[] = ["waiting", "unclear", "sent", "failed", "delivered", "read", "played"];
const messagesOf = ({ storage }: RoomNode): Message[] => [...storage.inMemory("list/messages/").values()] as Message[];
const idOf = (row: Message): string | undefined =>
  "from" in row && row.from === "customer" ? (row as { outsideId?: string }).outsideId : undefined;
const wayOf = (row: Message) => ("delivery" in row ? row.delivery : undefined);

/** How often an agent has had it sent once more. */
function retriesOf({ storage }: RoomNode, seq: number): number {
  const logged = [...storage.inMemory("log/").values()] as { event: { type: string; seq?: number } }[];
  return logged.filter(({ event }) => event.type === "retry.requested" && event.seq === seq).length;
}

/** CH1, CH8, CH12 */
export function checkOutside(world: World): void {
  const { provider, platform, texters, ways } = world;
  assert(provider.errors.length === 0, () => provider.errors.join("; "));
  for (const { id } of texters) {
    const node = platform.node("conversation", id);
    const rows = messagesOf(node);
    const ids = rows.flatMap((row) => idOf(row) ?? []);
    assert(new Set(ids).size === ids.length, () => `${id} has a message twice: ${ids.join(" ")}`);
    for (const row of rows) {
      const name = `${id}.${row.seq}`;
      const [was, is] = [ways.get(name), wayOf(row)?.state];
      if (is === undefined) continue;
      const hasFallen = was !== undefined && RANKS.indexOf(is) < RANKS.indexOf(was.state);
      const retries = hasFallen ? retriesOf(node, row.seq) : (was?.retries ?? 0);
      assert(!hasFallen || retries > was.retries, () => `${name} was ${was!.state}, and is ${is}`);
      // A crash forgets what was not on disk yet.
      if (!node.storage.dirty) ways.set(name, { state: is, retries });
    }
    checkOrder(id, inOrder(rows as Parameters<typeof inOrder>[0] & Message[]) as readonly Message[]);
  }
}

function checkOrder(id: string, shown: readonly Message[]): void {
  for (const [at, row] of shown.entries()) {
    const before = shown[at - 1];
    if (!before || idOf(before) === undefined || idOf(row) === undefined) continue;
    const [first, second] = [before, row] as { sentAt: number }[];
    assert(first!.sentAt <= second!.sentAt, () => `${id}: ${row.seq} is shown after what was sent later`);
  }
}

/** Once everything has arrived: nothing that was said is missing, nothing is waited for that nobody will send. */
export async function checkOutsideSettled(world: World): Promise<void> {
  const { provider, platform, texters } = world;
  assert(provider.posts.size === 0, () => "the provider still has something to say");
  for (const { id, said, channel } of texters) {
    const node = platform.node("conversation", id);
    const rows = new Map(messagesOf(node).map((row) => [row.seq, row]));
    const there = new Set([...rows.values()].flatMap((row) => idOf(row) ?? []));
    for (const [name, { isTakenBack }] of said) {
      // What was taken back before it came was never written.
      assert(there.has(name) || isTakenBack, () => `${name} was said, and is not there`);
      const row = [...rows.values()].find((one) => idOf(one) === name);
      assert(!row || (row.kind === "erased") === isTakenBack || row.kind === "erased", () => `${name} was taken back`);
    }
    await checkSent(world, node, rows);
    checkWindow(id, channel, (await node.start()).snapshot.context as ThreadContext, [...rows.values()]);
  }
}

async function checkSent({ provider, platform }: World, { self }: RoomNode, rows: Map<number, Message>): Promise<void> {
  const { snapshot } = await platform.node("outbox", self.room).start();
  const { entries } = snapshot.context as OutboxContext;
  const wanted = new Set([...entries.values()].map((entry) => ("seq" in entry ? entry.seq : 0)));
  for (const row of rows.values()) {
    if (row.kind === "erased" || wayOf(row)?.state !== "waiting") continue;
    assert(wanted.has(row.seq), () => `${self.room}.${row.seq} waits, and nobody will send it`);
  }
  checkCopies(provider, self.room, rows);
  for (const { thread, copy, state } of provider.heard) {
    if (thread !== self.room || copy.seq === undefined || state === "failed") continue;
    const is = wayOf(rows.get(copy.seq)!)?.state;
    // What was sent once more has a way of its own; that an earlier copy was sent says nothing of it.
    const isLess = is === undefined || RANKS.indexOf(is) < RANKS.indexOf(state);
    assert(!isLess || state === "sent", () => `${thread}.${copy.seq} is ${is}, and was ${state} to the provider`);
  }
}

/** OB8, OB9: whoever has a line twice has it as one that may be there twice. */
function checkCopies({ copies, heard }: Provider, room: string, rows: Map<number, Message>): void {
  const failed = new Set(heard.flatMap(({ copy, state }) => (state === "failed" ? [copy.id] : [])));
  for (const row of rows.values()) {
    const way = wayOf(row);
    if (!way || row.kind === "erased") continue;
    const there = copies.filter(({ id, thread, seq }) => thread === room && seq === row.seq && !failed.has(id));
    assert(there.length < 2 || way.twice === true, () => `${room}.${row.seq} is there ${there.length} times, untold`);
  }
}

/** CH5: told again from the lines. */
function checkWindow(
  id: string,
  channel: Texter["channel"],
  { outside }: ThreadContext,
  rows: readonly Message[],
): void {
  const { windowMs } = CAPABILITIES[channel];
  const times = rows.flatMap((row) =>
    idOf(row) === undefined ? [] : [Math.min((row as { sentAt: number }).sentAt, row.at)],
  );
  if (times.length === 0) return;
  const until = windowMs === null ? null : Math.max(...times) + windowMs;
  assert(outside?.windowUntil === until, () => `the window of ${id} is until ${outside?.windowUntil}, not ${until}`);
}

/** What happened there. */
export function tallyOutside({ platform, provider, texters }: World): Record<string, number> {
  const sum: Record<string, number> = { "outside:posted": provider.posted, "outside:copies": provider.copies.length };
  const count = (name: string) => (sum[name] = (sum[name] ?? 0) + 1);
  for (const { id } of texters)
    for (const row of messagesOf(platform.node("conversation", id))) {
      if (idOf(row) !== undefined) count("outside:said");
      const { delivery, editedAt, reactions } = row as {
        delivery?: { state: string; twice?: true };
        editedAt?: number;
        reactions?: object;
      };
      if (delivery) count(`outside:${delivery.state}`);
      if (delivery?.twice) count("outside:twice");
      if (editedAt !== undefined) count("outside:edited");
      if (reactions) count("outside:reactions");
      if (row.kind === "template") count("outside:template");
      if (row.kind === "erased" && row.by === id) count("outside:takenBack");
    }
  return sum;
}
