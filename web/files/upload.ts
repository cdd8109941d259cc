/** One file on its way, as this screen sees it: what the machine says of it, and how much has gone out. */
import { initialTransition, transition, type SnapshotFrom } from "xstate";
import type { FileKind, FileRefusal, Found, LimitedChannel } from "../../machines/media-limits.ts";
import { PART_BYTES, bytesOfPart, partsOf, type UploadEvent } from "../../machines/upload-setup.ts";
import { uploadMachine } from "../../machines/upload.ts";
import type { Away } from "./asking.ts";

/** The server knows who it is; to this screen there is nobody else. */
const HERE = { role: "screen", id: "screen", project: "" };

export interface Chosen {
  file: Blob;
  name: string;
  kind: FileKind;
  /** Recorded here, as a voice note. */
  voice: boolean;
}

export type UploadState = SnapshotFrom<typeof uploadMachine>["value"];

/** Why it does not go on by itself. */
export interface Trouble {
  reason: string;
  refusal: FileRefusal | null;
}

export interface UploadView extends Chosen {
  id: string;
  state: UploadState;
  /** So many bytes have gone out. */
  sent: number;
  bytes: number;
  found: Found | null;
  /** Somebody has said that it is to be sent. */
  wanted: boolean;
  caption: string;
  /** It goes on by itself, when the network or the server is back, or has time for it. */
  away: Away | null;
  trouble: Trouble | null;
}

/** What the server says of it. */
export interface Told {
  state: UploadState;
  have: number[];
  reason?: string | null;
  found?: Found | null;
}

type Bare<E> = E extends UploadEvent ? Omit<E, "at"> : never;

export class Upload {
  wanted = false;
  caption = "";
  away: Away | null = null;
  readonly leaving = new AbortController();
  #snapshot: SnapshotFrom<typeof uploadMachine>;
  #found: Found | null = null;
  /** What the server has said against it that the machine here does not know of. */
  #refused: string | null = null;
  readonly #under = new Map<number, number>();

  constructor(
    readonly chosen: Chosen,
    private readonly to: { thread: string; channel: LimitedChannel; conversation: number | null },
    private readonly changed: () => void,
    /** One that was begun before the page was loaded goes on under its own. */
    readonly id: string = crypto.randomUUID(),
  ) {
    this.#snapshot = this.#begin();
  }

  get state(): UploadState {
    return this.#snapshot.value;
  }

  get trouble(): Trouble | null {
    const { reason, refusal } = this.#snapshot.context;
    const said = this.#refused ?? (this.state === "sent" ? null : reason);
    return said === null ? null : { reason: said, refusal };
  }

  /** Nothing more becomes of it by itself. */
  get isOver(): boolean {
    return this.trouble !== null || ["sent", "failed", "cancelled", "gone"].includes(this.state);
  }

  get missing(): number[] {
    const { have } = this.#snapshot.context;
    return Array.from({ length: partsOf(this.chosen.file.size) }, (_, n) => n).filter((n) => !have.includes(n));
  }

  get view(): UploadView {
    const { id, state, wanted, caption, away, trouble } = this;
    const { size: bytes } = this.chosen.file;
    const there = this.#snapshot.context.have.reduce((sum, n) => sum + bytesOfPart(bytes, n), 0);
    const sent = [...this.#under.values()].reduce((sum, part) => sum + part, there);
    return { ...this.chosen, id, state, sent, bytes, found: this.#found, wanted, caption, away, trouble };
  }

  /** Empty after the last. */
  part(n: number): Blob {
    return this.chosen.file.slice(n * PART_BYTES, (n + 1) * PART_BYTES);
  }

  /** @param sent Undefined: it is no longer under way. */
  progress(n: number, sent?: number): void {
    if (sent === undefined) this.#under.delete(n);
    else this.#under.set(n, sent);
    this.changed();
  }

  set(what: Partial<Pick<Upload, "wanted" | "caption" | "away">>): void {
    Object.assign(this, what);
    this.changed();
  }

  inspected(found: Found): void {
    this.#found = found;
    this.#step({ type: "file.inspected", promise: this.#promise, owner: HERE, found });
  }

  began(): void {
    this.#step({ type: "upload.begun", promise: this.#promise, owner: HERE });
  }

  stored(n: number): void {
    this.#under.delete(n);
    this.#step({ type: "part.stored", n, bytes: bytesOfPart(this.chosen.file.size, n), by: HERE });
  }

  refused(reason: string): void {
    this.#refused = reason;
    this.changed();
  }

  /** What was said against it counts no more: it is asked for again. */
  clear(): void {
    this.#refused = null;
    if (this.state === "stored") this.follow({ state: "stored", have: this.#snapshot.context.have });
    else this.changed();
  }

  /** False: too late. */
  cancel(): boolean {
    if (!this.#step({ type: "upload.cancel", by: HERE })) return false;
    this.leaving.abort();
    return true;
  }

  /** What the server knows is what is so, whatever was thought here. */
  follow({ state, have, reason, found }: Told): void {
    this.#snapshot = this.#begin();
    if (this.#found) this.inspected(this.#found);
    this.began();
    have.forEach((n) => this.stored(n));
    if (state === "cancelled" || state === "gone") return this.refused(reason ?? "uploadOver");
    if (state === "uploading" || (state === "stored" && reason == null)) return;
    const inside = (state === "failed" ? found : undefined) ?? this.#found;
    if (inside) this.#step({ type: "upload.send", found: inside, caption: this.caption, by: HERE });
    if (state === "sent") this.#step({ type: "file.taken", seq: 0 });
    else if (state === "stored") this.#step({ type: "file.declined", reason: reason as "notYourConversation" });
    else if (state === "failed" && this.state !== "failed") this.refused(reason ?? "fileDamaged");
  }

  get #promise() {
    const { file, name, kind, voice } = this.chosen;
    return {
      ...this.to,
      side: "agent" as const,
      kind,
      name,
      type: file.type,
      bytes: file.size,
      voice,
      received: false,
    };
  }

  #begin(): SnapshotFrom<typeof uploadMachine> {
    return initialTransition(uploadMachine, { project: "", id: this.id })[0];
  }

  /** Whether the machine has taken it. */
  #step(event: Bare<UploadEvent>): boolean {
    const [next, actions] = transition(uploadMachine, this.#snapshot, { ...event, at: Date.now() });
    this.#snapshot = next;
    this.changed();
    return !actions.some(({ type }) => type === "refuse");
  }
}
