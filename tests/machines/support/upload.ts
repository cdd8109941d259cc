/** A file on its way, and what its room asks for. */
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import type { Found } from "../../../machines/media-limits.ts";
import { PART_BYTES, type Promised, type UploadContext, type UploadEvent } from "../../../machines/upload-setup.ts";
import { uploadMachine } from "../../../machines/upload.ts";
import type { JobOutcome } from "../../../machines/push.ts";
import { stateOf, take, type Asked } from "./asked.ts";
import { ana, rosa } from "./thread.ts";

type Untimed<E> = E extends unknown ? Omit<E, "at"> & { at?: number } : never;
export type UploadStep = Untimed<UploadEvent>;

export const ID = "0b0e7a52-0000-4000-8000-000000000001";
/** Two parts, the second of ten bytes. */
export const BYTES = PART_BYTES + 10;

const promised = (said: Partial<Promised> = {}): Promised => ({
  thread: "demo_rosa",
  side: "customer",
  conversation: null,
  channel: "web",
  kind: "image",
  name: "recibo.jpg",
  type: "image/jpeg",
  bytes: BYTES,
  voice: false,
  received: false,
  ...said,
});
const found = (said: Partial<Found> = {}): Found => ({
  type: "image/jpeg",
  bytes: BYTES,
  width: 800,
  height: 600,
  ...said,
});

export const begins = (said: Partial<Promised> = {}, owner = rosa): UploadStep => ({
  type: "upload.begun",
  promise: promised(said),
  owner,
});
export const inspected = (said: Partial<Found> = {}): UploadStep => ({
  type: "file.inspected",
  promise: promised(),
  owner: rosa,
  found: found(said),
});
export const part = (n: number, bytes = n === 0 ? PART_BYTES : 10): UploadStep => ({
  type: "part.stored",
  n,
  bytes,
  by: rosa,
});
export const sends = (said: Partial<Found> = {}, caption = "El recibo"): UploadStep => ({
  type: "upload.send",
  found: found(said),
  caption,
  by: rosa,
});
export const keeps = (said: Partial<Found> = {}): UploadStep => ({ type: "upload.keep", found: found(said), by: ana });
export const cancels: UploadStep = { type: "upload.cancel", by: ana };
export const sweeps: UploadStep = { type: "sweep.due" };
export const erasesAgain: UploadStep = { type: "erase.due" };
export const settles = (outcome: JobOutcome = { kind: "done", value: null }): UploadStep => ({
  type: "erase.settled",
  outcome,
});
export const taken: UploadStep = { type: "file.taken", seq: 7 };
export const declined: UploadStep = { type: "file.declined", reason: "conversationNotOpen" };
export const erased: UploadStep = { type: "file.erased" };

export const STORED = [begins(), part(0), part(1)];
/** Fetched by the server. */
export const FETCHED = [begins({ received: true, channel: "whatsapp" }), part(0), part(1)];

export class Upload {
  snapshot = initialTransition(uploadMachine, { project: "demo", id: ID })[0] as AnyMachineSnapshot;
  /** Of the last step. */
  asked: Asked[] = [];
  timers = new Map<string, number>();
  now = 0;

  static after(...steps: UploadStep[]): Upload {
    const upload = new Upload();
    for (const step of steps) upload.take(step);
    return upload;
  }

  get context(): UploadContext {
    return this.snapshot.context as UploadContext;
  }

  get state(): string {
    return stateOf(this.snapshot);
  }

  get told(): unknown[] {
    return this.asked.filter(({ type }) => type === "tellThread").map(({ params }) => params);
  }

  get erasing(): unknown[] {
    return this.asked.filter(({ type }) => type === "erase").map(({ params }) => params);
  }

  /** Returns the reason of a refusal, if it was one. */
  take(step: UploadStep): string | undefined {
    this.now = step.at ?? this.now + 1000;
    const { snapshot, asked, refused } = take(uploadMachine, this.snapshot, { ...step, at: this.now });
    this.snapshot = snapshot;
    this.asked = asked;
    for (const { type, params } of asked) {
      if (type === "startTimer") this.timers.set(params.id as string, params.at as number);
      if (type === "cancelTimer") this.timers.delete(params.id as string);
    }
    return refused;
  }
}
