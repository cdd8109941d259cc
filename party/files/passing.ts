/**
 * From who sends to the store, a little at a time, so that it is known which of the two has failed: each of them looks the same to the
 * other, and the runtime's own pipe tells both of them one thing.
 */

/** Whoever was sending has hung up: no fault of the store's, and nobody hears the answer. */
export class Cut extends Error {}

/** The runtime's own: read so much at once, where there is so much, and not in the 4 KB that it has by itself. */
interface GreedyReader extends ReadableStreamBYOBReader {
  readAtLeast(least: number, into: Uint8Array): Promise<ReadableStreamReadResult<Uint8Array>>;
}
/** At this size it costs no more than the runtime's own pipe; at a quarter of it, a tenth more. */
const CHUNK_BYTES = 256 * 1024;

/** All of it is read, whatever becomes of it: who is still sending does not hear an answer. @throws {Cut} and what `store` throws. */
export async function passOn<T>(
  from: ReadableStream<Uint8Array>,
  bytes: number,
  store: (body: ReadableStream<Uint8Array>) => Promise<T>,
): Promise<T> {
  const { readable, writable } = new FixedLengthStream(bytes);
  const writer = writable.getWriter();
  const leave = (): Promise<void> => writer.abort().catch(() => {});
  let isOver = false;
  const passing = pass(from, writer).catch(async () => {
    const isCut = !isOver;
    await leave();
    return isCut;
  });
  try {
    return await store(readable);
  } catch (error) {
    isOver = true;
    await leave();
    throw (await passing) ? new Cut() : error;
  } finally {
    isOver = true;
    // What is there already is not asked for, and what is left of it goes nowhere.
    await leave();
    await passing;
  }
}

/** Never cut. @throws if there is no more of it, though there should be. */
async function pass(from: ReadableStream<Uint8Array>, to: WritableStreamDefaultWriter<Uint8Array>): Promise<false> {
  const reader = from.getReader({ mode: "byob" }) as GreedyReader;
  let isTaken: Promise<boolean> = Promise.resolve(true);
  for (;;) {
    const { done, value } = await reader.readAtLeast(CHUNK_BYTES, new Uint8Array(CHUNK_BYTES));
    if (!(await isTaken)) isTaken = Promise.resolve(false);
    else if (value && value.length > 0)
      isTaken = to.write(value).then(
        () => true,
        () => false,
      );
    if (!done) continue;
    if (await isTaken) await to.close().catch(() => {});
    return false;
  }
}
