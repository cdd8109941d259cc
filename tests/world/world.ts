/**
 * The whole centre in memory: real machines, engine, rooms and protocol over a fake platform. A run is a list of actions, each
 * with its own chance in it, so that leaving one out changes as little as possible of what the others do.
 */
import type { MemberRole } from "../../machines/rights.ts";
import { conversationNumber } from "../../party/protocol/screens.ts";
import type { AgentThreadView, Message } from "../../party/protocol/conversation.ts";
import { definition as account } from "../../party/rooms/account.ts";
import { definition as agent } from "../../party/rooms/agent.ts";
import { definition as conversation } from "../../party/rooms/conversation.ts";
import { definition as directory } from "../../party/rooms/directory.ts";
import { definition as outbox } from "../../party/rooms/outbox.ts";
import { definition as project } from "../../party/rooms/project.ts";
import { definition as queue } from "../../party/rooms/queue.ts";
import { definition as upload } from "../../party/rooms/upload.ts";
import type { Service } from "../../party/engine/definition.ts";
import { tallyFiles } from "./about-files.ts";
import { tallyOutside, type Way } from "./about-outside.ts";
import { Files } from "./files.ts";
import { Platform, type LogLine } from "../../web/simulator/platform.ts";
import { quiet } from "../../web/simulator/quiet.ts";
import type { RoomNode } from "../../web/simulator/room-node.ts";
import { checkAlways, checkSettled, tally } from "./invariants.ts";
import { Onlooker } from "./onlooker.ts";
import { CAPACITY_MAX, Customer, Ledger, Panel, PROJECT, personOf } from "./people.ts";
import { PushService } from "./outside.ts";
import { Provider, Texter } from "./provider.ts";
import { Random } from "../../web/simulator/random.ts";
import type { Screen } from "../../web/simulator/screen.ts";

export const KINDS = {
  arrive: 3,
  write: 14,
  mark: 3,
  leave: 3,
  rate: 3,
  introduce: 2,
  reload: 3,
  offline: 2,
  online: 4,
  open: 3,
  older: 2,
  typing: 1,
  answer: 10,
  note: 3,
  label: 2,
  catalogue: 3,
  member: 3,
  transfer: 9,
  department: 7,
  undo: 16,
  snooze: 4,
  wake: 2,
  file: 6,
  upload: 16,
  cancel: 2,
  erase: 3,
  close: 6,
  reopen: 6,
  connect: 6,
  drop: 4,
  vanish: 2,
  available: 7,
  unavailable: 2,
  signOut: 1,
  describe: 1,
  tick: 12,
  wait: 4,
  network: 10,
  crash: 3,
  sleep: 4,
  boot: 1,
  subscribe: 4,
  ring: 2,
  text: 12,
  template: 2,
  react: 2,
  retry: 6,
  look: 3,
} as const;

/** What only somebody who holds a conversation can do. */
const AT_WORK = new Set<string>([
  "mark",
  "open",
  "older",
  "typing",
  "answer",
  "note",
  "erase",
  "label",
  "transfer",
  "department",
  "snooze",
  "close",
  "template",
  "react",
  "retry",
]);
/** What is asked for by who may have a conversation back, and the field that names them. */
const BACK = {
  undo: ["handed", "transfer.undo"],
  wake: ["snoozed", "conversation.wake"],
  reopen: ["reopen", "conversation.reopen"],
} as const;

export interface Action {
  do: keyof typeof KINDS;
  /** Which one, counted among those that there are. */
  a: number;
  b: number;
  seed: number;
}

const CUSTOMERS_MAX = 7;
const TEXTERS_MAX = 4;
const DEPARTMENTS = ["general", "sales"];
/** What the project may have instead, for a while: the other one first, or one of them alone. */
const REORGANISED = [DEPARTMENTS, ["sales", "general"], ["general"], ["sales"]];
/** Who works where. */
const STAFF: Record<string, string[]> = { ana: ["general"], luis: DEPARTMENTS, marta: DEPARTMENTS };
/** Of the others: agents. */
const ROLES: Record<string, MemberRole> = { ana: "administrator" };
const AGENTS = Object.keys(STAFF);
const DEVICES = 2;
/** How far from the number that is shown, by chance. */
const STALE: Record<number, number> = { 3: -1, 7: -1, 11: 1 };
/** Chances, of each thing that happens, that a delivery meets a worse fate first. */
const MISHAP = 0.08;
/** How late a delivery that nobody waits for any more may arrive, in milliseconds. */
const LATE_MS = 20_000;

export function script(seed: number, steps: number): Action[] {
  const random = new Random(seed);
  // A centre that is at work: who only comes and goes never gets to answer or transfer anything.
  const start = (["connect", "network", "network", "available", "subscribe"] as const).flatMap((what) =>
    AGENTS.map((_, index): Action => ({ do: what, a: index * DEVICES, b: 0, seed: random.below(2 ** 31) })),
  );
  const rest = Array.from({ length: steps }, () => ({
    do: random.weighted(KINDS),
    a: random.below(1_000),
    b: random.below(1_000),
    seed: random.below(2 ** 31),
  }));
  return [...start, ...rest];
}

/** The world's clock begins on a Thursday at ten in Madrid. */
const hoursOf = (b: number) => ({
  week: Array.from({ length: 7 }, (_, day) => (day > 4 ? [] : [{ from: 540 + (b % 3) * 60, to: 601 + (b % 300) }])),
  closed: b % 5 === 0 ? ["2026-01-15"] : [],
});

/** Something that an agent does to what the project keeps. */
function toTheCatalogue(a: number, b: number): { type: string; [field: string]: unknown } {
  const id = `reason-${a % 3}`;
  const rules = { wrapUp: (["off", "optional", "required"] as const)[a % 3], reopenMs: (b % 4) * 20_000 };
  const commands = [
    { type: "settings.set", ...rules },
    { type: "reason.save", id, name: `Reason ${b}` },
    { type: "reason.delete", id },
    { type: "reply.save", id: `reply-${a % 4}`, shortcut: `s${b % 3}`, title: "T", text: "{{customer.name}}" },
    { type: "reply.delete", id: `reply-${a % 4}` },
    { type: "label.save", id: `label-${a % 4}`, name: `Label ${b}`, color: "teal" },
    { type: "label.delete", id: `label-${a % 4}` },
    { type: "hours.set", hours: a % 3 === 0 ? null : hoursOf(b) },
  ];
  return commands[b % commands.length]!;
}

/** Settings of the right form, for keys that nothing here ever uses. */
const PUSH = {
  TURNO_VAPID_PUBLIC: `B${"p".repeat(86)}`,
  TURNO_VAPID_PRIVATE: "s".repeat(43),
  TURNO_VAPID_SUBJECT: "mailto:ops@example.com",
};

/** One of a dozen browsers of this agent, mostly to be called there, and sometimes of a push service that nobody knows. */
function toBeCalled(agent: string, b: number): { type: string; [field: string]: unknown } {
  const endpoint = `https://${b % 17 === 0 ? "evil.example" : "fcm.googleapis.com"}/${agent}/${b % 12}`;
  const keys = { p256dh: PUSH.TURNO_VAPID_PUBLIC, auth: "a".repeat(22) };
  return b % 7 === 0
    ? { type: "push.unsubscribe", endpoint }
    : { type: "push.subscribe", endpoint, keys, locale: b % 2 === 0 ? "es" : "en" };
}

/** Something that an administrator does to a colleague, or to themselves. Who is disabled is soon back, mostly. */
function toTheMembers(a: number, b: number): { type: string; [field: string]: unknown } {
  const id = `${PROJECT}_${AGENTS[(a >> 1) % AGENTS.length]!}`;
  const commands: { type: string; [field: string]: unknown }[] = [
    { type: "member.disable", id },
    ...Array.from({ length: 3 }, () => ({ type: "member.enable", id })),
    { type: "member.change", id, role: (["agent", "supervisor", "auditor"] as const)[(b >> 3) % 3] },
    { type: "member.change", id, role: "agent", capacity: [null, 1, 2, 3][(a >> 2) % 4] },
  ];
  return commands[b % commands.length]!;
}

/** Now and then the number of the conversation before, or one that never was. */
const stale = (number: number, b: number): number => Math.max(0, number + (STALE[b % 29] ?? 0));

const shownBy = ({ mirror }: Screen): number =>
  (mirror.topics.agent as AgentThreadView | undefined)?.conversation.number ?? 0;

export class World {
  readonly platform: Platform;
  readonly pushService = new PushService();
  readonly ledger = new Ledger();
  readonly files: Files;
  readonly provider: Provider;
  readonly texters: Texter[] = [];
  readonly ways = new Map<string, Way>();
  readonly customers: Customer[] = [];
  readonly panels: Panel[];
  readonly onlooker: Onlooker;
  readonly errors: LogLine[] = [];
  crashes = 0;
  mishaps = 0;
  #pages = 0;

  /** `keepsAlarms`: the old local runtime forgets them at each restart, and all of its rooms die together. */
  constructor(readonly keepsAlarms: boolean) {
    const called = { ...agent, services: { push: this.pushService.service } };
    // Known before there is a platform to ask it of.
    const erasing = { ...upload, services: { files: ((...asked) => this.files.store.service(...asked)) as Service } };
    const sending = {
      ...outbox,
      services: {
        send: ((...asked) => this.provider.send(...asked)) as Service,
        mark: () => Promise.resolve(null),
      },
    };
    const rooms = { account, agent: called, conversation, directory, outbox: sending, project, queue, upload: erasing };
    this.platform = new Platform(rooms, false, (line) => {
      if (line.level === "error") this.errors.push(line);
    });
    this.onlooker = new Onlooker(this.platform);
    this.files = new Files(this.platform);
    this.provider = new Provider(this.platform);
    this.platform.env = PUSH;
    this.platform.outside = () => [
      ...this.pushService.choices(),
      ...this.files.store.choices(),
      ...this.provider.choices(),
    ];
    this.panels = AGENTS.flatMap((name) =>
      Array.from(
        { length: DEVICES },
        (_, n) => new Panel(this.platform, `${PROJECT}_${name}`, `${name}${n}`, ROLES[name]),
      ),
    );
  }

  get queue(): RoomNode {
    return this.platform.node("queue", PROJECT);
  }

  async begin(): Promise<void> {
    await this.#describe(2);
    await this.platform.settle();
  }

  async act(action: Action): Promise<void> {
    const random = new Random(action.seed);
    await this.#do(action, random);
    await quiet();
    const many = action.do === "network" ? 60 : 14;
    for (let left = random.below(many); left > 0; left--) {
      if (random.next() < MISHAP) this.#mishap(random);
      const choice = random.pick(this.platform.choices());
      if (!choice) break;
      await this.platform.happen(choice);
    }
    checkAlways(this);
  }

  /** Everyone who is there stays connected until nothing is on its way any more. */
  async end(): Promise<void> {
    if (!this.keepsAlarms) await this.#boot();
    for (const customer of this.customers) customer.online = true;
    // Whoever vanished is missed, has their time of grace, and then those whom they held are told their places.
    for (let round = 0; round < 14; round++) {
      this.#keepAlive();
      for (const sending of this.files.open) this.files.goOn(sending, 1);
      await this.platform.advance(10_000);
    }
    // A room that died before it had forgotten what was accepted sends it once more when it starts.
    for (const node of this.platform.nodes.values()) if (!node.room) await node.start();
    await this.platform.advance(2_000);
    await checkSettled(this);
  }

  tally(): Record<string, number> {
    return {
      ...tally(this),
      crashes: this.crashes,
      mishaps: this.mishaps,
      refused: this.ledger.refused,
      ...tallyFiles(this),
      ...tallyOutside(this),
      erasings: this.files.store.asked,
      over: this.ledger.over,
      pushed: this.pushService.asked,
      pushedAgain: this.pushService.again,
      lookedOn: this.onlooker.seen,
    };
  }

  async #do({ do: what, a, b }: Action, random: Random): Promise<void> {
    const customer = this.customers[a % Math.max(1, this.customers.length)];
    const busy = this.panels.filter(({ online, view }) => online && view?.assignments.length);
    const some = AT_WORK.has(what) && busy.length > 0 ? busy : this.panels;
    const panel = some[a % some.length]!;
    const assignments = panel.view?.assignments ?? [];
    const held = assignments[b % Math.max(1, assignments.length)];
    const thread = held && panel.online ? panel.threads.get(held.thread) : undefined;
    // As the panel does: what its list says, whatever the thread itself has gone on to.
    const about = { conversation: stale(conversationNumber(held?.conversationId ?? ".0"), b) };
    switch (what) {
      case "arrive":
        if (this.customers.length < CUSTOMERS_MAX)
          this.customers.push(new Customer(this.platform, this.customers.length));
        return;
      case "write":
        if (customer) this.ledger.write(customer.screen, customer.id);
        return;
      case "mark": {
        const seq = customer?.screen.mirror.lists.messages?.rows.at(-1)?.seq ?? 0;
        if (customer) this.ledger.send(customer.screen, { type: "messages.mark", delivered: seq, read: b % (seq + 1) });
        if (thread) this.ledger.send(thread, { type: "messages.mark", delivered: 0, read: b });
        return;
      }
      case "leave":
        if (customer)
          this.ledger.send(customer.screen, {
            type: "conversation.leave",
            conversation: stale(customer.view?.conversation ?? 0, b),
          });
        return;
      case "rate":
        if (customer) {
          const rated = { conversation: customer.view?.rating?.conversation ?? 0, score: 1 + (b % 5), comment: "" };
          this.ledger.send(customer.screen, { type: "conversation.rate", ...rated });
        }
        return;
      case "introduce": {
        const department = [...DEPARTMENTS, "moon"][b % 3];
        const said = b % 2 === 0 ? { name: `Name ${b}` } : { email: `${b}@example.com` };
        if (customer) this.ledger.send(customer.screen, { type: "customer.introduce", ...said, department });
        return;
      }
      case "reload":
        if (b % 2 === 0 && customer?.online) customer.screen.reload();
        else if (panel.online) for (const screen of panel.screens) screen.reload();
        return;
      case "offline":
        if (!customer) return;
        customer.online = false;
        if (b % 2 === 0) customer.screen.disconnect();
        else customer.screen.vanish();
        return;
      case "online":
        if (!customer) return;
        customer.online = true;
        return customer.screen.connect();
      case "open":
        if (held) this.ledger.send(panel.agent, { type: "conversation.open", conversationId: held.conversationId });
        return;
      case "older": {
        const screen = thread ?? customer?.screen;
        const before = screen?.mirror.lists.messages?.rows[0]?.seq ?? 0;
        if (before > 0 && screen?.live) screen.older(`q${this.#pages++}`, before, 1 + (b % 5));
        return;
      }
      case "subscribe":
        if (panel.online) this.ledger.send(panel.agent, toBeCalled(panel.agentId, b));
        return;
      case "typing": {
        const screen = thread ?? customer?.screen;
        if (screen?.live) screen.connection?.send({ kind: "signal", signal: { type: "typing", typing: b % 2 === 0 } });
        return;
      }
      case "answer":
        if (thread) this.ledger.write(thread, panel.name);
        return;
      case "note":
        if (thread) this.ledger.send(thread, { type: "note.add", text: b % 9 === 0 ? "" : `secret ${b}` });
        return;
      case "file": {
        // Every other one is a customer's.
        const good = b % 9 !== 0;
        if (a % 2 === 0 && customer) {
          const owner = { role: "customer", id: customer.id, project: PROJECT, name: customer.id };
          this.files.choose(customer.id, customer.id, owner, null, good);
        } else if (held && panel.online) {
          // Now and then by a colleague, who does not hold it any more.
          const { agentId, name } = b % 5 === 0 ? this.panels[(a + DEVICES) % this.panels.length]! : panel;
          const owner = { role: "agent", id: agentId, project: PROJECT, name: agentId };
          const number = b % 3 === 0 ? null : about.conversation;
          this.files.choose(`${name} in ${held.thread}`, held.thread, owner, number, good);
        }
        return;
      }
      case "upload": {
        const { open } = this.files;
        for (const sending of b % 4 === 0 ? open : open.slice(a % Math.max(1, open.length)).slice(0, 1))
          this.files.goOn(sending, b);
        return;
      }
      case "cancel": {
        const { open } = this.files;
        const sending = open[a % Math.max(1, open.length)];
        if (sending) this.files.cancel(sending);
        return;
      }
      case "erase": {
        // Something that is there, mostly: an administrator's any line, anybody else's mostly not.
        const rows = thread?.mirror.lists.messages?.rows ?? [];
        if (thread && rows.length > 0)
          this.ledger.send(thread, { type: "message.erase", seq: rows[b % rows.length]!.seq });
        return;
      }
      case "text": {
        if (b % 8 === 0 && this.texters.length < TEXTERS_MAX)
          this.texters.push(new Texter(this.provider, this.platform, this.texters.length));
        const said = this.texters[a % Math.max(1, this.texters.length)]?.act(b);
        if (said) this.ledger.commandOf.set(said.text, said.id);
        return;
      }
      case "template": {
        const template = { template: "hello", language: "es", parameters: [], text: `Hello ${b}` };
        if (thread) this.ledger.send(thread, { type: "template.send", ...template });
        return;
      }
      case "look":
        return this.onlooker.act(a, b);
      case "react":
      case "retry": {
        const rows = (thread?.mirror.lists.messages?.rows ?? []) as readonly Message[];
        const stuck = rows.filter((row) => "delivery" in row && /failed|unclear/.test(row.delivery?.state ?? ""));
        const some = what === "retry" && stuck.length > 0 ? stuck : rows;
        const seq = some[b % Math.max(1, some.length)]?.seq;
        const command =
          what === "react" ? { type: "message.react", emoji: b % 4 === 0 ? "" : "👍" } : { type: "message.retry" };
        if (thread && seq !== undefined) this.ledger.send(thread, { ...command, seq });
        return;
      }
      case "label":
        if (thread)
          this.ledger.send(thread, {
            type: "labels.set",
            labels: Array.from({ length: b % 24 }, (_, n) => `label-${n % 22}`),
          });
        return;
      case "catalogue":
        // Not everybody may change the rules; who may not has no button for it.
        if (this.panels[a % DEVICES]!.online) this.ledger.send(this.panels[a % DEVICES]!.project, toTheCatalogue(a, b));
        return;
      case "member":
        if (this.panels[a % DEVICES]!.online) this.ledger.send(this.panels[a % DEVICES]!.project, toTheMembers(a, b));
        return;
      case "transfer": {
        const to = b % 7 === 0 ? "demo_nobody" : this.panels[b % this.panels.length]!.agentId;
        if (thread) this.ledger.send(thread, { type: "conversation.transfer", ...about, to, note: "please" });
        return;
      }
      case "department": {
        const department = b % 9 === 0 ? "moon" : DEPARTMENTS[b % DEPARTMENTS.length]!;
        const command = { type: "conversation.transferToDepartment", department, note: "please" };
        if (thread) this.ledger.send(thread, { ...command, ...about });
        return;
      }
      case "snooze": {
        const until = Math.max(0, this.platform.now + [-1, 2_000, 30_000, 100_000_000][b % 4]!);
        if (thread) this.ledger.send(thread, { type: "conversation.snooze", ...about, until });
        return;
      }
      case "undo":
      case "wake":
      case "reopen": {
        const [field, type] = BACK[what];
        const online = this.panels.filter((one) => one.online);
        const named = online.flatMap((one) => one.mayHaveBack(field));
        // Now and then by somebody who may not.
        const any = named.length === 0 || b % 11 === 0 ? online.flatMap((one) => [...one.threads.values()]) : named;
        const screen = any[a % Math.max(1, any.length)];
        if (screen) this.ledger.send(screen, { type, conversation: stale(shownBy(screen), b) });
        return;
      }
      case "close":
        if (thread)
          this.ledger.send(thread, {
            type: "conversation.close",
            ...about,
            ...(b % 3 === 0 ? {} : { wrapUp: `reason-${b % 4}` }),
          });
        return;
      case "connect":
        return panel.connect();
      case "drop":
      case "vanish":
        return panel.drop(what === "vanish");
      case "available":
      case "unavailable":
        if (panel.online) this.ledger.send(panel.agent, { type: "availability.set", available: what === "available" });
        return;
      case "signOut":
        if (panel.online) this.ledger.send(panel.agent, { type: "session.end" });
        return;
      case "describe":
        return this.#describe(1 + (b % CAPACITY_MAX), REORGANISED[a % REORGANISED.length]);
      case "tick":
        this.platform.now += [50, 400, 2_100, 9_000][b % 4]!;
        return this.#keepAlive();
      case "wait":
        for (let left = 1 + (b % 6); left > 0; left--) {
          await this.platform.advance(9_000);
          this.#keepAlive();
        }
        return;
      case "network":
        return;
      case "crash":
        return this.keepsAlarms ? this.#crash(a, b) : this.#boot();
      case "sleep": {
        const node = this.#someNode(a);
        const busy = [...this.platform.flights].some(({ from, to }) => from === node || this.#at(to) === node);
        if (!busy && !node.hasLaters && node.room) node.sleep();
        return;
      }
      case "boot":
        return this.#boot();
      case "ring":
        return this.#someNode(random.below(1_000)).ring();
    }
  }

  /** Describes the project to the directory, with this capacity for everyone. */
  async #describe(capacity: number, departments = DEPARTMENTS): Promise<void> {
    const named = departments.map((id) => ({ id, name: id.toUpperCase() }));
    const project = { name: "Demo", timeZone: "Europe/Madrid", departments: named, capacity };
    const people = AGENTS.map((name) => personOf(name, STAFF[name]!, ROLES[name]));
    const by = { role: "entry", id: "boot", project: "" };
    const node = this.platform.node("project", PROJECT);
    // Not waited for: it is not done before the watchtower has heard of the room, and either may die meanwhile.
    void node.handle((room) => room.command(by, { type: "project.describe", ...project, people })).catch(() => {});
  }

  #crash(a: number, b: number): void {
    const node = this.#someNode(a);
    node.crash();
    this.crashes++;
    if (b % 2 === 0) void node.start();
  }

  /** The whole process dies and is started again; the first request wakes who must be awake. */
  async #boot(): Promise<void> {
    this.crashes++;
    this.platform.flights.clear();
    for (const node of this.platform.nodes.values()) {
      node.crash();
      if (!this.keepsAlarms) node.storage.loseAlarm();
    }
    const directory = this.platform.node("directory", "main");
    if (!(await directory.handle((room) => Promise.resolve(room.alarmsLost)))) return;
    const awake = (await directory.handle((room) => room.ask({ type: "awake" }))) as string[];
    for (const name of awake) {
      const [party, room] = name.split("/") as [string, string];
      this.platform.node(party, room).ring();
    }
  }

  #keepAlive(): void {
    for (const one of [...this.customers, ...this.panels, this.onlooker]) one.keepAlive();
  }

  /** What the network may do to one delivery. */
  #mishap(random: Random): void {
    const flight = random.pick([...this.platform.flights]);
    if (!flight) return;
    this.mishaps++;
    const fate = random.below(3);
    if (fate === 0 && flight.stage !== "there") this.platform.fail(flight);
    else if (fate === 1) this.platform.outlast(flight, random.below(LATE_MS));
    else this.platform.duplicate(flight, random.below(LATE_MS));
  }

  #someNode(n: number): RoomNode {
    const nodes = [...this.platform.nodes.values()];
    return nodes[n % nodes.length]!;
  }

  #at({ party, room }: { party: string; room: string }): RoomNode {
    return this.platform.node(party, room);
  }
}
