/**
 * The whole centre in memory: real machines, engine, rooms and protocol over a fake platform. A run is a list of actions, each
 * with its own chance in it, so that leaving one out changes as little as possible of what the others do.
 */
import { definition as agent } from "../../party/rooms/agent.ts";
import { definition as conversation } from "../../party/rooms/conversation.ts";
import { definition as directory } from "../../party/rooms/directory.ts";
import { definition as project } from "../../party/rooms/project.ts";
import { definition as queue } from "../../party/rooms/queue.ts";
import { Platform, quiet, type LogLine, type RoomNode } from "./host.ts";
import { checkAlways, checkSettled, tally } from "./invariants.ts";
import { CAPACITY_MAX, Customer, Ledger, Panel, PROJECT } from "./people.ts";
import { Random } from "./random.ts";

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
  transfer: 6,
  department: 5,
  undo: 10,
  snooze: 4,
  wake: 2,
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
  ring: 2,
} as const;

/** What only somebody who holds a conversation can do. */
const AT_WORK = new Set<string>([
  "mark",
  "open",
  "older",
  "typing",
  "answer",
  "note",
  "label",
  "transfer",
  "department",
  "snooze",
  "close",
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
const DEPARTMENTS = ["general", "sales"];
/** What the project may have instead, for a while: the other one first, or one of them alone. */
const REORGANISED = [DEPARTMENTS, ["sales", "general"], ["general"], ["sales"]];
/** Who works where. */
const STAFF: Record<string, string[]> = { ana: ["general"], luis: DEPARTMENTS, marta: DEPARTMENTS };
const AGENTS = Object.keys(STAFF);
const DEVICES = 2;
/** Chances, of each thing that happens, that a delivery meets a worse fate first. */
const MISHAP = 0.08;
/** How late a delivery that nobody waits for any more may arrive, in milliseconds. */
const LATE_MS = 20_000;

export function script(seed: number, steps: number): Action[] {
  const random = new Random(seed);
  // A centre that is at work: who only comes and goes never gets to answer or transfer anything.
  const start = (["connect", "network", "network", "available"] as const).flatMap((what) =>
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
  ];
  return commands[b % commands.length]!;
}

export class World {
  readonly platform: Platform;
  readonly ledger = new Ledger();
  readonly customers: Customer[] = [];
  readonly panels: Panel[];
  readonly errors: LogLine[] = [];
  crashes = 0;
  mishaps = 0;
  #pages = 0;

  /** `keepsAlarms`: the old local runtime forgets them at each restart, and all of its rooms die together. */
  constructor(readonly keepsAlarms: boolean) {
    this.platform = new Platform({ agent, conversation, directory, project, queue }, false, (line) => {
      if (line.level === "error") this.errors.push(line);
    });
    this.panels = AGENTS.flatMap((name) =>
      Array.from({ length: DEVICES }, (_, n) => new Panel(this.platform, `${PROJECT}_${name}`, `${name}${n}`)),
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
    for (let round = 0; round < 12; round++) {
      this.#keepAlive();
      await this.platform.advance(10_000);
    }
    // A room that died before it had forgotten what was accepted sends it once more when it starts.
    for (const node of this.platform.nodes.values()) if (!node.room) await node.start();
    await this.platform.advance(2_000);
    await checkSettled(this);
  }

  tally(): Record<string, number> {
    return { ...tally(this), crashes: this.crashes, mishaps: this.mishaps, refused: this.ledger.refused };
  }

  async #do({ do: what, a, b }: Action, random: Random): Promise<void> {
    const customer = this.customers[a % Math.max(1, this.customers.length)];
    const busy = this.panels.filter(({ online, view }) => online && view?.assignments.length);
    const some = AT_WORK.has(what) && busy.length > 0 ? busy : this.panels;
    const panel = some[a % some.length]!;
    const assignments = panel.view?.assignments ?? [];
    const held = assignments[b % Math.max(1, assignments.length)];
    const thread = held && panel.online ? panel.threads.get(held.thread) : undefined;
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
        if (customer) this.ledger.send(customer.screen, { type: "conversation.leave" });
        return;
      case "rate":
        if (customer) this.ledger.send(customer.screen, { type: "conversation.rate", score: 1 + (b % 5), comment: "" });
        return;
      case "introduce": {
        const department = [...DEPARTMENTS, "moon"][b % 3];
        if (customer) this.ledger.send(customer.screen, { type: "customer.introduce", name: `Name ${b}`, department });
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
      case "label":
        if (thread)
          this.ledger.send(thread, {
            type: "labels.set",
            labels: Array.from({ length: b % 24 }, (_, n) => `label-${n % 22}`),
          });
        return;
      case "catalogue":
        if (panel.online) this.ledger.send(panel.project, toTheCatalogue(a, b));
        return;
      case "transfer": {
        const to = b % 7 === 0 ? "demo_nobody" : this.panels[b % this.panels.length]!.agentId;
        if (thread) this.ledger.send(thread, { type: "conversation.transfer", to, note: "please" });
        return;
      }
      case "department": {
        const department = b % 9 === 0 ? "moon" : DEPARTMENTS[b % DEPARTMENTS.length]!;
        if (thread) this.ledger.send(thread, { type: "conversation.transferToDepartment", department, note: "please" });
        return;
      }
      case "snooze": {
        const until = Math.max(0, this.platform.now + [-1, 2_000, 30_000, 100_000_000][b % 4]!);
        if (thread) this.ledger.send(thread, { type: "conversation.snooze", until });
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
        if (screen) this.ledger.send(screen, { type });
        return;
      }
      case "close":
        if (thread)
          this.ledger.send(thread, {
            type: "conversation.close",
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
    const project = { id: PROJECT, name: "Demo", timeZone: "Europe/Madrid", departments, capacity };
    const people = AGENTS.map((name) => ({
      id: `${PROJECT}_${name}`,
      project: PROJECT,
      name,
      departments: STAFF[name]!,
      capacity: null,
    }));
    const by = { role: "entry", id: "boot", project: "" };
    const node = this.platform.node("directory", "main");
    await node.handle((room) => room.command(by, { type: "project.describe", project, people }));
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
    for (const one of [...this.customers, ...this.panels]) one.keepAlive();
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
