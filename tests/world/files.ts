/**
 * Files of the world: a store outside of it that forgets nothing, and people who send files as a screen does, by asking the room of
 * each file how far it is and doing the next thing. Any answer may never come; they ask again.
 */
import type { Author } from "../../machines/vocabulary.ts";
import { PART_BYTES, bytesOfPart } from "../../machines/upload-setup.ts";
import type { Service } from "../../party/engine/definition.ts";
import type { UploadShown } from "../../party/protocol/files.ts";
import type { Choice, Platform } from "../../web/simulator/platform.ts";
import type { RoomNode } from "../../web/simulator/room-node.ts";

/** How erasing ends, one after the other. */
const FATES = ["done", "done", "broken", "done", "silent"] as const;
const BYTES = PART_BYTES + 10;
const ENTRY = { role: "entry", id: "http", project: "" };

interface Doing {
  name: string;
  end: () => void;
}

/** Keys of parts, `<id>/<n>`. */
class Store {
  readonly parts = new Set<string>();
  readonly #open = new Set<Doing>();
  asked = 0;

  readonly service: Service = ({ id, parts }: { id: string; parts: number }) =>
    new Promise((resolve, reject) => {
      const fate = FATES[this.asked++ % FATES.length]!;
      if (fate === "silent") return;
      const end = (): void => {
        for (let n = 0; n < parts; n++) this.parts.delete(`${id}/${n}`);
        if (fate === "broken") reject(new Error("no store"));
        else resolve({ erased: parts });
      };
      this.#open.add({ name: `erase ${id}`, end });
    });

  /** It is on its way, and arrives when it does: its file may have been called off by then. */
  takes(part: string, taken: () => void): void {
    const end = (): void => {
      this.parts.add(part);
      taken();
    };
    this.#open.add({ name: `store ${part}`, end });
  }

  choices(): Choice[] {
    return [...this.#open].map((one) => ({
      what: one.name,
      happen: () => {
        this.#open.delete(one);
        one.end();
      },
    }));
  }

  has(id: string): boolean {
    return this.parts.has(`${id}/0`) && this.parts.has(`${id}/1`);
  }
}

export interface Sending {
  id: string;
  thread: string;
  /** One screen's files go in the order in which it asks. */
  lane: string;
  owner: Author;
  conversation: number | null;
  /** Whether it is what it says. */
  good: boolean;
}

const OVER = new Set(["sent", "failed", "cancelled", "gone"]);

export class Files {
  readonly store = new Store();
  /** All that were ever begun, by id. */
  readonly all = new Map<string, Sending>();
  /** By lane: those that are not over yet, in order. */
  readonly lanes = new Map<string, Sending[]>();
  /** By lane: the ids in the order in which the rooms were asked to send them. */
  readonly asked = new Map<string, string[]>();

  readonly errors: string[] = [];

  constructor(private readonly platform: Platform) {}

  choose(lane: string, thread: string, owner: Author, conversation: number | null, good: boolean): void {
    const id = `00000000-0000-4000-8000-${String(this.all.size).padStart(12, "0")}`;
    const sending = { id, thread, lane, owner, conversation, good };
    this.all.set(id, sending);
    this.lanes.set(lane, [...(this.lanes.get(lane) ?? []), sending]);
  }

  get open(): Sending[] {
    return [...this.lanes.values()].flat();
  }

  node({ id }: Pick<Sending, "id">): RoomNode {
    return this.platform.node("upload", `demo_${id}`);
  }

  /** The next thing for one of them, or for all. `b` says what else may come of it. */
  goOn(sending: Sending, b: number): void {
    this.#watch(this.#next(sending, b));
  }

  cancel(sending: Sending): void {
    this.#watch(this.#tell(sending, { type: "upload.cancel" }));
  }

  /** What a room that died was asked is never answered; nothing else may go wrong. */
  #watch(asked: Promise<void>): void {
    asked.catch((error: unknown) => this.errors.push(String(error)));
  }

  async #tell(sending: Sending, command: { type: string; [field: string]: unknown }): Promise<void> {
    const said = await this.node(sending).handle((room) => room.command(ENTRY, command));
    if (said.kind === "malformed") throw new Error(said.detail);
  }

  async #next(sending: Sending, b: number): Promise<void> {
    const { id, owner, thread, conversation, lane } = sending;
    const question = { type: "upload", by: owner.id };
    const shown = (await this.node(sending).handle((room) => room.ask(question))) as UploadShown | null;
    if (!shown) {
      const side = owner.role === "customer" ? "customer" : "agent";
      const file = { kind: "document", name: `${id}.pdf`, type: "application/pdf", bytes: BYTES, voice: false };
      const promise = { thread, side, conversation, channel: "web", ...file };
      return this.#tell(sending, { type: "upload.begun", promise, by: { id: owner.id, name: owner.name } });
    }
    if (OVER.has(shown.state) || (shown.state === "stored" && shown.reason !== null)) return this.#leave(sending);
    if (shown.state === "uploading") {
      const n = [b % 2, (b + 1) % 2].find((one) => !shown.have.includes(one))!;
      return this.store.takes(`${id}/${n}`, () => {
        // Now and then whoever stored it dies before the room has heard.
        if (b % 7 !== 0) this.#watch(this.#tell(sending, { type: "part.stored", n, bytes: bytesOfPart(BYTES, n) }));
      });
    }
    if (shown.state !== "stored" || this.lanes.get(lane)?.[0] !== sending) return;
    const asked = this.asked.get(lane) ?? [];
    if (!asked.includes(id)) this.asked.set(lane, [...asked, id]);
    const type = sending.good ? "application/pdf" : "text/html";
    await this.#tell(sending, { type: "upload.send", found: { type, bytes: BYTES }, caption: `caption of ${id}` });
    // Now and then they would rather not have.
    if (b % 5 === 0) this.cancel(sending);
  }

  /** The screen has its answer: the next one's turn. */
  #leave(sending: Sending): void {
    const rest = (this.lanes.get(sending.lane) ?? []).filter((one) => one !== sending);
    this.lanes.set(sending.lane, rest);
  }
}
