/** What must be true of the centre: after every action, and once everything that was on its way has arrived. */
import { deepStrictEqual } from "node:assert";
import type { AgentContext } from "../../machines/agent.ts";
import type { ProjectContext } from "../../machines/catalogue.ts";
import { calledOf, type Message, type ThreadContext } from "../../machines/thread.ts";
import { dayOf } from "../../machines/day.ts";
import { isAttended, positionOf, waits } from "../../machines/desk.ts";
import type { Ordered } from "../../machines/ordered.ts";
import type { QueueContext, Receipt } from "../../machines/queue-events.ts";
import { may } from "../../machines/rights.ts";
import type { Event, Identity } from "../../party/engine/definition.ts";
import type { Room } from "../../party/engine/room.ts";
import { timerKey } from "../../party/engine/keys.ts";
import { persist, restore, type Head } from "../../party/engine/saved.ts";
import { allowed, judge } from "../../party/engine/step.ts";
import { conversationCommands } from "../../party/protocol/conversation.ts";
import { checkAbout } from "./about.ts";
import { checkFiles, checkFilesSettled } from "./about-files.ts";
import { checkLives, checkOnlooker } from "./about-lives.ts";
import { checkOutside, checkOutsideSettled, type Way } from "./about-outside.ts";
import { auditQueue } from "./clerk.ts";
import type { Files } from "./files.ts";
import type { LogLine, Platform } from "../../web/simulator/platform.ts";
import type { RoomNode } from "../../web/simulator/room-node.ts";
import type { Onlooker } from "./onlooker.ts";
import type { PushService } from "./outside.ts";
import type { Provider, Texter } from "./provider.ts";
import { CAPACITY_MAX, type Customer, type Ledger, type Panel } from "./people.ts";
import type { Screen } from "../../web/simulator/screen.ts";

/** What there is to look at. */
interface World {
  platform: Platform;
  queue: RoomNode;
  customers: readonly Customer[];
  panels: readonly Panel[];
  ledger: Ledger;
  errors: readonly LogLine[];
  pushService: PushService;
  files: Files;
  provider: Provider;
  texters: readonly Texter[];
  onlooker: Onlooker;
  ways: Map<string, Way>;
}

function assert(fact: boolean, otherwise: () => string): asserts fact {
  if (!fact) throw new Error(otherwise());
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function same(actual: unknown, expected: unknown, what: string): void {
  try {
    deepStrictEqual(plain(actual), plain(expected));
  } catch (error) {
    throw new Error(`${what}: ${(error as Error).message}`, { cause: error });
  }
}

const deskOf = (world: World) => world.queue.room?.snapshot.context as QueueContext | undefined;
const threads = (world: World): RoomNode[] =>
  [...world.platform.nodes.values()].filter(({ self }) => self.party === "conversation");
const agents = (world: World): RoomNode[] =>
  [...world.platform.nodes.values()].filter(({ self }) => self.party === "agent");
const messagesOf = (node: RoomNode): Message[] => [...node.storage.inMemory("list/messages/").values()] as Message[];

export function checkAlways(world: World): void {
  assert(world.errors.length === 0, () => `a room reported a fault: ${JSON.stringify(world.errors)}`);
  checkDesk(world);
  checkTexts(world);
  checkRatings(world);
  checkFiles(world);
  checkOutside(world);
  checkOnlooker(world);
  for (const customer of world.customers) checkPrivacy(customer);
  for (const node of threads(world)) checkAllowed(node);
  const people = [...world.customers, ...world.panels];
  for (const { screens } of people) for (const screen of screens) checkMirror(world, screen);
}

export async function checkSettled(world: World): Promise<void> {
  checkAlways(world);
  for (const node of world.platform.nodes.values()) await checkRestores(node);
  await checkPlaces(world);
  await checkWhatTravels(world);
  checkFilesSettled(world);
  await checkOutsideSettled(world);
  await checkLives(world);
  auditQueue(world.queue.storage);
  const people = [...world.customers, ...world.panels.filter(({ online }) => online)];
  for (const { screens } of people)
    for (const screen of screens) {
      const name = `${screen.identity.id} at ${screen.node.name}`;
      assert(screen.atRest, () => `${name} is not connected`);
      same(screen.pending, [], `${name} still waits for answers`);
    }
  for (const node of world.platform.nodes.values())
    assert(node.room === undefined || node.room.outboxSize === 0, () => `${node.name} still has something to send`);
  checkJobs(world);
}

/** EN48, EN49: whatever crashed or was never answered, each job has ended, and nothing was repeated in secret. */
function checkJobs({ platform, pushService }: World): void {
  same(pushService.lies, [], "asked again as if for the first time");
  for (const { name, storage } of platform.nodes.values())
    same([...storage.inMemory("job/").keys()], [], `jobs left at ${name}`);
}

/** The books agree with themselves, and nobody holds more than they may. */
function checkDesk(world: World): void {
  const desk = deskOf(world);
  if (!desk) return;
  const held = new Map<string, number>();
  for (const { agentId } of desk.conversations.values())
    if (agentId !== null) held.set(agentId, (held.get(agentId) ?? 0) + 1);
  for (const seat of desk.seats.values()) {
    same(seat.load, held.get(seat.id) ?? 0, `load of ${seat.id}`);
    // Capacity may have been lowered below the load; that nothing was given above it is the clerk's to prove.
    assert(seat.load <= CAPACITY_MAX, () => `${seat.id} holds ${seat.load}, never might more than ${CAPACITY_MAX}`);
  }
  for (const agentId of held.keys()) assert(desk.seats.has(agentId), () => `${agentId} holds one and has no seat`);
}

/** CV15: what is rated has ended, and has been rated once. */
function checkRatings(world: World): void {
  for (const node of threads(world)) {
    const ended = new Set<number>();
    const rated = new Set<number>();
    for (const { kind, conversation } of messagesOf(node)) {
      if (kind === "closed") ended.add(conversation);
      if (kind === "reopened") ended.delete(conversation);
      if (kind !== "rated") continue;
      assert(ended.has(conversation) && !rated.has(conversation), () => `${node.name}: ${conversation} is rated`);
      rated.add(conversation);
    }
  }
}

/** No acknowledged text is lost, none is there twice, and each screen's are in the order in which they were written. */
function checkTexts(world: World): void {
  const seen = new Map<string, string[]>();
  const found = new Set<string>();
  /** CV31: commands by which something was said that is erased. */
  const gone = new Set<string>();
  for (const node of threads(world)) {
    let last = 0;
    for (const message of messagesOf(node)) {
      assert(message.seq === last + 1, () => `${node.name}: ${message.seq} follows ${last}`);
      last = message.seq;
      if (message.kind === "erased") gone.add(message.commandId);
      // Those from other channels come in any order.
      if (message.kind !== "text" || (message.from === "customer" && message.outsideId !== undefined)) continue;
      assert(!found.has(message.text), () => `${message.text} is there twice`);
      found.add(message.text);
      const author = message.text.slice(0, message.text.lastIndexOf("/"));
      seen.set(author, [...(seen.get(author) ?? []), message.text]);
    }
  }
  for (const [text, thread] of world.ledger.acknowledged)
    assert(
      found.has(text) || gone.has(world.ledger.commandOf.get(text)!),
      () => `${text} was acknowledged and is not in ${thread}`,
    );
  for (const [author, texts] of seen) {
    const sent = world.ledger.authors.get(author)?.texts ?? [];
    const expected = sent.filter((text) => found.has(text));
    same(texts, expected, `order of ${author}`);
  }
}

/** Notes and reasons are between colleagues. */
function checkPrivacy({ id, screen }: Customer): void {
  for (const row of (screen.mirror.lists.messages?.rows ?? []) as readonly Message[]) {
    assert(row.kind !== "note", () => `${id} was shown a note`);
    assert(row.kind !== "closed" || row.wrapUp === null, () => `${id} was shown why it was finished`);
  }
}

/** A screen that has heard everything shows what its room says. */
function checkMirror(world: World, screen: Screen): void {
  const { node, mirror, identity } = screen;
  const telling = [...world.platform.flights].some(({ from, to }) => from === node && to.party === "directory");
  if (!screen.atRest || !node.room || node.storage.dirty || node.hasLaters || telling) return;
  const { snapshot } = node.room;
  const { definition } = node;
  const shown = definition.admit(identity, snapshot).filter((name) => screen.watch?.includes(name) ?? true);
  const topics: Record<string, unknown> = {};
  for (const name of shown) {
    const topic = definition.topics[name]!;
    const tables = snapshot.context as Record<string, Ordered<unknown>>;
    const rows = topic.rows ? (topic.rows.of?.(snapshot) ?? tables[topic.rows.table]!) : [];
    const table = Array.from(rows, ([key, row]) => [`${topic.rows?.table}:${key}`, topic.rows?.show(row as never)]);
    topics[name] = { ...topic.view?.(snapshot), ...(Object.fromEntries(table) as object) };
  }
  const who = `mirror of ${identity.id} at ${node.name}`;
  same(mirror.topics, topics, who);
  for (const name of shown)
    for (const [list, show] of Object.entries(definition.topics[name]!.lists ?? {})) {
      const all = [...node.storage.inMemory(`list/${list}/`).values()].flatMap((row) => show(row as never) ?? []);
      const { rows, older } = mirror.lists[list] ?? { rows: [], older: false };
      same(rows, all.slice(all.length - rows.length), `${who}, ${list}`);
      assert(older || rows.length === all.length, () => `${who} thinks that there is nothing older`);
      assert(rows.length > 0 || all.length === 0, () => `${who} shows none of ${all.length}`);
    }
}

const checkedAt = new WeakMap<Room, number>();
const commands: Record<string, Event> = {
  "message.send": { type: "message.send", text: "?" },
  "messages.mark": { type: "messages.mark", delivered: 0, read: 0 },
  "conversation.close": { type: "conversation.close", wrapUp: "reason" },
  "note.add": { type: "note.add", text: "?" },
  "template.send": { type: "template.send", template: "?", language: "es", parameters: [], text: "?" },
  "message.react": { type: "message.react", seq: 1, emoji: "?" },
  "message.retry": { type: "message.retry", seq: 1 },
  "message.erase": { type: "message.erase", seq: 1 },
  "labels.set": { type: "labels.set", labels: [] },
  "conversation.leave": { type: "conversation.leave" },
  "conversation.transfer": { type: "conversation.transfer", to: "?", note: "" },
  "customer.introduce": { type: "customer.introduce", name: "?" },
  "conversation.rate": { type: "conversation.rate", score: 5, comment: "" },
  "conversation.transferToDepartment": { type: "conversation.transferToDepartment", department: "general", note: "" },
  "transfer.undo": { type: "transfer.undo" },
  "conversation.reopen": { type: "conversation.reopen" },
  "conversation.snooze": { type: "conversation.snooze", until: 1 },
  "conversation.wake": { type: "conversation.wake" },
};

/** Commands that are about one conversation. */
const NUMBERED = new Set(
  Object.entries(conversationCommands).flatMap(([name, { entries }]) => ("conversation" in entries ? [name] : [])),
);

/** A button is open exactly where the command behind it would not be refused, and says the same reason. */
function checkAllowed({ room, definition, self }: RoomNode): void {
  if (!room || checkedAt.get(room) === room.revision) return;
  checkedAt.set(room, room.revision);
  const { snapshot } = room;
  const { thread, conversation, holder, reopen, snoozed, handed, rating, project } = snapshot.context as ThreadContext;
  const people = { customer: thread, agent: holder?.id ?? "" };
  /** Whose command it is, where it is not the holder's. */
  const others: Record<string, string> = {
    "conversation.reopen": reopen?.by ?? "",
    "conversation.wake": snoozed?.by ?? "",
    "transfer.undo": handed?.by ?? "",
  };
  for (const [role, id] of Object.entries(people)) {
    const view = definition.topics[role]!.view!(snapshot) as { allowed: Record<string, true | string> };
    for (const [name, { roles, event }] of Object.entries(definition.commands)) {
      if (!roles.includes(role)) continue;
      const by: Identity = { role, id: others[name] ?? id, project };
      // Of the conversation that the screen shows: what is said of another one is refused whatever it is.
      const about = name === "conversation.rate" ? rating?.conversation : conversation;
      const input = NUMBERED.has(name) ? { ...commands[name]!, conversation: about ?? 0 } : commands[name]!;
      // Of a line for which it is not refused, where the view is asked.
      const row = name === "message.react" ? { row: { kind: "text", from: "customer", outsideId: "?" } } : {};
      const asked = { ...(event?.(input as never, by, {}) ?? input), ...row, at: 0, by, commandId: "?" };
      const said = judge(definition, self, snapshot, asked);
      const answer = allowed(definition, snapshot, asked);
      const inert = said.kind === "accepted" && !said.changed;
      if (!inert) same(answer, said.kind === "refused" ? said.reason : true, `allowed ${name} in ${self.room}`);
      if (name in view.allowed) same(view.allowed[name], answer, `what ${role} is told of ${name} in ${self.room}`);
    }
  }
}

/** What a new life of this room would go on with is what this one has. */
async function checkRestores(node: RoomNode): Promise<void> {
  if (!node.room || node.storage.inMemory("head").size === 0) return;
  const { snapshot, revision } = node.room;
  const again = await restore(
    node.definition,
    node.self,
    node.storage.access(() => true),
  );
  assert(again.setAside === undefined, () => `${node.name} would not restore: ${again.setAside}`);
  same(again.revision, revision, `revision of ${node.name}`);
  same(persist(node.definition, again.snapshot), persist(node.definition, snapshot), `saved form of ${node.name}`);
  same(again.snapshot.context, snapshot.context, `context of ${node.name}`);
}

/** States that end when the queue answers. */
const ASKING = new Set(["reopening", "waking", "returning"]);

/** Thread, queue and agent tell the same story: each open conversation is in exactly one place. */
async function checkPlaces(world: World): Promise<void> {
  const desk = deskOf(world)!;
  const open = new Map<string, { holder: string | null; thread: ThreadContext }>();
  for (const node of threads(world)) {
    const { snapshot } = await node.start();
    const thread = snapshot.context as ThreadContext;
    const state = snapshot.value as string;
    assert(
      !ASKING.has(state) && !thread.transfer && !thread.handed?.undoing,
      () => `${node.name} still waits for the queue`,
    );
    // CV25: a timer too many would keep the room awake, one too few leaves a customer with what was true an hour ago.
    const asks = node.storage.inMemory(timerKey("attendance")).size > 0;
    same(asks, state === "quiet" && thread.sessions.length > 0, `whether ${node.name} asks again who is there`);
    if (state === "quiet") continue;
    const { holder, snoozed } = thread;
    const has = { queued: null, snoozed }[state] ?? holder;
    assert(state === "queued" || !!has, () => `${node.name} is ${JSON.stringify(state)} and nobody has it`);
    open.set(`${node.self.room}.${thread.conversation}`, { holder: holder?.id ?? null, thread });
  }
  const place = (holder: string | null, snoozedBy: string | null) => `held by ${holder}, put aside by ${snoozedBy}`;
  const books = [...desk.conversations].map(([id, { agentId, snoozedBy }]) => `${id} ${place(agentId, snoozedBy)}`);
  const told = [...open].map(([id, { holder, thread }]) => `${id} ${place(holder, thread.snoozed?.by ?? null)}`);
  same(books.toSorted(), told.toSorted(), "queue's books and open threads");
  for (const node of agents(world)) {
    const { assignments, snoozed, sessions, graceEndsAt } = (await node.start()).snapshot.context as AgentContext;
    const over = graceEndsAt === null || graceEndsAt > world.platform.now;
    assert(sessions.length > 0 || over, () => `${node.name} is still in a time of grace that is over`);
    const list = assignments.map(({ conversationId }) => conversationId).toSorted();
    const held = [...desk.held.prefix(`${node.self.room}/`)].map(([, id]) => id).toSorted();
    same(list, held, `list of ${node.name} and the queue's`);
    const aside = [...desk.conversations.values()].filter(({ snoozedBy }) => snoozedBy === node.self.room);
    const listed = snoozed.map(({ conversationId }) => conversationId);
    same(listed.toSorted(), aside.map(({ id }) => id).toSorted(), `what ${node.name} has put aside`);
  }
  const log = [...world.queue.storage.inMemory("log/").values()] as {
    event: { type: string; departments: string[] };
  }[];
  const settings = log.filter(({ event }) => event.type === "settings.changed");
  const firsts = new Set(settings.map(({ event }) => event.departments[0]));
  for (const [id, entry] of desk.conversations) {
    const { thread } = open.get(id)!;
    if (!waits(entry)) continue;
    // Where its department is no more, the thread hears of the other one from whoever gets it: one that was first at some time.
    const where = thread.movedTo ?? thread.department;
    assert(where === entry.department || firsts.has(entry.department), () => `${id} is not in ${where}`);
    same(thread.position, positionOf(desk, entry), `place that ${id} was told`);
    same(thread.attended, isAttended(desk, entry.department), `whether ${id} was told that somebody is there`);
  }
}

/** Also what was erased since: it was said. */
const isSaid = (row: Message): row is Extract<Message, { from: string }> =>
  ["text", "file", "shared", "template"].includes(row.kind) || (row.kind === "erased" && row.was !== "note");

/** CV17, told again from the messages alone. */
function unansweredSince(messages: readonly Message[]): number | null {
  let since: number | null = null;
  let atTheEnd: number | null = null;
  for (const row of messages) {
    if (row.kind === "closed") [since, atTheEnd] = [null, since];
    else if (row.kind === "reopened") since = atTheEnd;
    else if (!isSaid(row)) continue;
    else if (row.from === "agent") since = null;
    else since ??= row.at;
  }
  return since;
}

/** QU8: the day's figures are those of its receipts. */
function checkFigures({ figures, timeZone }: QueueContext, receipts: readonly Receipt[]): void {
  const today = receipts.filter(({ at }) => dayOf(at, timeZone) === figures.day);
  const waits = today.flatMap(({ waitMs }) => (waitMs === null ? [] : [waitMs]));
  const told = [waits.length, waits.reduce((sum, wait) => sum + wait, 0), Math.max(0, ...waits)];
  same([figures.waited, figures.totalWaitMs, figures.longestWaitMs], told, "figures of the day");
}

/** AG19: who may take conversations has a seat, and nobody else has one or holds anything. */
function checkMembers({ members }: ProjectContext, { seats, conversations }: QueueContext): void {
  const seated = [...members.values()].filter(
    ({ state, role }) => state === "active" && may(role, "conversations.take"),
  );
  same([...seats.keys()], seated.map(({ id }) => id).toSorted(), "who has a seat");
  for (const { id, agentId } of conversations.values())
    assert(agentId === null || seats.has(agentId), () => `${id} is held by ${agentId}, who has no seat`);
}

/** What travels with an assignment has arrived where it is needed. */
async function checkWhatTravels(world: World): Promise<void> {
  const { rules, hours, departments, conversations } = deskOf(world)!;
  const project = await world.platform.node("project", world.queue.self.room).start();
  const { wrapUp, reopenMs, hours: kept, departments: named } = project.snapshot.context as ProjectContext;
  same(rules, { wrapUp, reopenMs }, "rules as the queue knows them");
  checkMembers(project.snapshot.context as ProjectContext, deskOf(world)!);
  same(hours, kept, "hours as the queue knows them");
  same(
    departments,
    named.map(({ id }) => id),
    "departments as the project's room knows them",
  );
  for (const node of threads(world)) {
    const { waitingSince, conversation, customer, attended, wait } = (await node.start()).snapshot
      .context as ThreadContext;
    checkAbout(node.storage, messagesOf(node));
    const entry = conversations.get(`${node.self.room}.${conversation}`);
    if (entry) same(entry.customerName, calledOf(customer), `what the customer of ${entry.id} is called`);
    assert(!attended || wait.opensAt === null, () => `${node.name} is told of hours, and somebody is there`);
    same(waitingSince, unansweredSince(messagesOf(node)), `since when ${node.name} has had no answer`);
  }
  const receipts = [...world.queue.storage.inMemory("list/receipts/").values()] as Receipt[];
  checkFigures(deskOf(world)!, receipts);
  for (const node of agents(world)) {
    const { id, assignments } = (await node.start()).snapshot.context as AgentContext;
    for (const { conversationId, receipt, assignedAt, customerName } of assignments) {
      same(customerName, conversations.get(conversationId)!.customerName, `what ${id} calls their customer`);
      const found = receipts[(receipt ?? 0) - 1];
      const said = found && [found.conversationId, found.agentId, found.at];
      same(said, [conversationId, id, assignedAt], `receipt of ${conversationId}`);
    }
  }
}

type Saved = { context: ThreadContext };

/** What happened, so that a run can show that it did something. */
export function tally(world: World): Record<string, number> {
  const kinds: Record<string, number> = {
    text: 0,
    note: 0,
    opened: 0,
    assigned: 0,
    transferred: 0,
    returned: 0,
    closed: 0,
  };
  for (const node of threads(world)) for (const { kind } of messagesOf(node)) kinds[kind] = (kinds[kind] ?? 0) + 1;
  const heads = threads(world).map(({ storage }) => storage.inMemory("head").get("head") as Head | undefined);
  kinds.labelled = heads.filter((head) => (head?.snapshot as Saved | undefined)?.context.labels.length).length;
  const { storage } = world.platform.node("project", world.queue.self.room);
  kinds.catalogued = storage.inMemory("row/").size;
  const audit = [...storage.inMemory("list/audit/").values()] as readonly { what: string }[];
  kinds.disabled = audit.filter(({ what }) => what === "disabled").length;
  kinds.roleChanged = audit.filter(({ what }) => what === "roleChanged").length;
  const screens = [...world.customers, ...world.panels].flatMap((one) => one.screens);
  return { ...kinds, gaps: screens.reduce((sum, { gaps }) => sum + gaps, 0) };
}
