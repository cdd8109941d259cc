/** A life as a file without anybody's words: made and looked through in slices, and only given where it goes the same way. */
import type { Receipt } from "../../../party/protocol/queue.ts";
import type { Life } from "./life.ts";
import { assignedAt, type Receipts } from "./receipts.ts";
import { redacted, wayDiffers } from "./redact.ts";
import { fileOf, type ReplayFile } from "./replay-file.ts";

const SLICE_MS = 8;
/** Of as many assignments the receipts go along: each is asked for. */
const RECEIPTS_MAX = 20;

export type Exported = { ok: true; file: ReplayFile } | { ok: false; seq: number };

async function receiptsFor({ replay, self, entries }: Life, receipts: Receipts): Promise<Receipt[]> {
  // The queue's own log has them.
  if (self.party === "queue") return [];
  const found: Receipt[] = [];
  for (const { index, row } of entries()) {
    const [assigned] = assignedAt({ row, effects: [] }, self);
    if (!assigned || found.length >= RECEIPTS_MAX) continue;
    const receipt = await receipts.find(assigned).catch(() => undefined);
    if (receipt && index < replay.computed) found.push(receipt);
  }
  return found;
}

/** In slices, so that the page goes on meanwhile. */
async function inSlices<T>(work: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const end = performance.now() + SLICE_MS;
    while (performance.now() < end) {
      const { done, value } = work.next();
      if (done) return value;
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}

export async function exported(life: Life, receipts: Receipts, at: number): Promise<Exported> {
  const { definition, self, replay } = life;
  const rows = [...replay.rows];
  const kept = await receiptsFor(life, receipts);
  const copy = redacted(definition, self, rows, kept);
  const seq = await inSlices(wayDiffers(definition, { self, rows }, copy));
  if (seq !== undefined) return { ok: false, seq };
  const { room } = copy.self;
  return { ok: true, file: fileOf(definition, { room, rows: copy.rows, receipts: copy.also }, at) };
}
