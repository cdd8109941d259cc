import { expect, test } from "vitest";
import { RECEIVED_BYTES_MAX } from "../../machines/received.ts";
import { sizeOf } from "../../party/channels/fetching.ts";

const PIECE = new Uint8Array(1024 * 1024);

test("a file of which nobody says how large it is, and that has no end, is read until it is too large and no further", async () => {
  let given = 0;
  let isCancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      given += PIECE.length;
      if (given > 2 * RECEIVED_BYTES_MAX) controller.close();
      else controller.enqueue(PIECE);
    },
    cancel: () => void (isCancelled = true),
  });
  const size = await sizeOf(endless);
  expect([size > RECEIVED_BYTES_MAX, size <= RECEIVED_BYTES_MAX + PIECE.length, isCancelled]).toEqual([
    true,
    true,
    true,
  ]);
});
