/** All that a project's queue has lived, for whoever may look on: its log, and the receipts that the log speaks of. */
import { INSPECTION, LOG_LIST, type InspectionView, type LogRow } from "../../../party/protocol/inspection.ts";
import type { Receipt } from "../../../party/protocol/queue.ts";
import { RoomClient } from "../../shared/room-client.ts";
import { reaching } from "../life/reaching.ts";
import { PAGE_ROWS } from "../life/whole-log.ts";

const RECEIPTS_AT_ONCE = 100;
/** A room drops whoever asks for more in ten seconds than anybody could look at. */
const PAGES_AT_ONCE = 60;
const REST_MS = 10_000;

export interface QueueLife {
  timeZone: string;
  log: readonly LogRow[];
  receipts: readonly Receipt[];
}

/** Whoever looks on may not, or the room went away in the middle. */
class NotRead extends Error {}

async function connected(project: string, abandoned: AbortSignal): Promise<{ client: RoomClient; timeZone: string }> {
  return new Promise((resolve, reject) => {
    const client = new RoomClient({
      ...reaching("queue", project),
      watch: [INSPECTION],
      onChange({ status, mirror }) {
        if (status === "denied" || status === "outdated") reject(new NotRead(status));
        if (status !== "live") return;
        const view = mirror.topics[INSPECTION] as InspectionView | undefined;
        if (view) resolve({ client, timeZone: String(view.context["timeZone"]) });
        else reject(new NotRead("denied"));
      },
    });
    abandoned.addEventListener("abort", () => {
      client.close();
      reject(new NotRead("abandoned"));
    });
  });
}

/** @param tell How many entries have come so far. */
export async function readQueue(
  project: string,
  tell: (count: number) => void,
  abandoned: AbortSignal,
): Promise<QueueLife> {
  const ended = new AbortController();
  const { client, timeZone } = await connected(project, AbortSignal.any([abandoned, ended.signal]));
  let asked = 0;
  let count = 0;
  async function all(list: string, limit: number): Promise<unknown[]> {
    const pages: (readonly unknown[])[] = [];
    for (let before: number | undefined, older = true; older;) {
      if (++asked % PAGES_AT_ONCE === 0) await new Promise((resolve) => void setTimeout(resolve, REST_MS));
      const page = await client.page(list, limit, before);
      if (!page) throw new NotRead("gone");
      pages.unshift(page.rows);
      tell((count += page.rows.length));
      before = page.rows[0]?.seq;
      older = page.older && before !== undefined;
    }
    return pages.flat();
  }
  try {
    // Each step is in the log with the receipts that it left: so these are asked for after it, and may be more.
    const log = (await all(LOG_LIST, PAGE_ROWS)) as LogRow[];
    const receipts = (await all("receipts", RECEIPTS_AT_ONCE)) as Receipt[];
    return { timeZone, log, receipts };
  } finally {
    client.close();
    ended.abort();
  }
}
