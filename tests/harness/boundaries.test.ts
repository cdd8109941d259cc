import { expect, test } from "vitest";
import { violation } from "./lint/boundaries.mjs";

const ROOT = "/project";

test.each([
  ["machines/deep/queue.ts", "../ordered.ts"],
  ["machines/queue.ts", "xstate/graph"],
  ["machines/queue.ts", "valibot"],
  ["party/protocol/up.ts", "../../machines/vocabulary.ts"],
  ["party/rooms/queue.ts", "../protocol/up.ts"],
  ["party/rooms/queue.ts", "node:crypto"],
  ["party/http/files.ts", "../media/inspect.ts"],
  ["party/media/inspect.ts", "file-type"],
  ["party/media/inspect.ts", "../../machines/media-limits.ts"],
  ["web/files/look-into.ts", "../../party/media/inspect.ts"],
  ["party/dev/simulate.ts", "../../web/shared/room-client.ts"],
  ["web/panel/app.tsx", "../../party/protocol/up.ts"],
  ["web/panel/app.tsx", "solid-js"],
  ["tests/world/world.ts", "../../party/rooms/queue.ts"],
])("%s may import %s", (file, specifier) => {
  expect(violation(file, specifier, ROOT)).toBeUndefined();
});

test.each([
  ["machines/queue.ts", "../party/rooms/queue.ts"],
  ["machines/queue.ts", "node:fs"],
  ["machines/queue.ts", "partykit/server"],
  ["machines/queue.ts", "xstate-like"],
  ["party/protocol/up.ts", "../rooms/queue.ts"],
  ["party/protocol/up.ts", "xstate"],
  ["party/media/inspect.ts", "../engine/room.ts"],
  ["party/media/inspect.ts", "node:fs"],
  ["party/rooms/queue.ts", "../../web/panel/app.tsx"],
  ["party/rooms/queue.ts", "../../tests/world/world.ts"],
  ["web/panel/app.tsx", "../../party/rooms/queue.ts"],
  ["web/panel/app.tsx", "../../party/protocols.ts"],
])("%s may not import %s", (file, specifier) => {
  expect(violation(file, specifier, ROOT)).toContain("may import");
});
