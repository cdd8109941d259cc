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
  ["web/simulator/rooms.ts", "../../party/rooms/queue.ts"],
  ["web/simulator/room-node.ts", "../../party/engine/room.ts"],
  ["web/simulator/screen.ts", "../shared/mirror.ts"],
  ["web/visualizer/trial/trial-worker.ts", "../../simulator/trial.ts"],
  ["web/visualizer/life/replay.ts", "../../../party/engine/replaying.ts"],
  ["web/visualizer/app.tsx", "../panel/parts/dialog.tsx"],
  ["web/tour/centre.ts", "../simulator/platform.ts"],
  ["web/tour/main.ts", "../panel/app.tsx"],
  ["web/tour/why.tsx", "../visualizer/facts.ts"],
  ["party/dev/build-charts.ts", "../../web/visualizer/chart/chart-of.ts"],
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
  ["web/panel/app.tsx", "../simulator/trial.ts"],
  ["web/panel/app.tsx", "../visualizer/routes.ts"],
  ["web/shared/mirror.ts", "../tour/main.ts"],
  ["web/simulator/trial.ts", "../panel/app.tsx"],
  ["web/simulator/trial.ts", "../visualizer/routes.ts"],
  ["web/simulator/platform.ts", "../../party/engine/partykit.ts"],
  ["web/simulator/rooms.ts", "../../party/http/app.ts"],
  ["web/simulator/trial.ts", "../../tests/world/people.ts"],
  ["web/visualizer/life/replay.ts", "../../../party/engine/partykit.ts"],
  ["web/visualizer/app.tsx", "../tour/main.ts"],
  ["web/tour/main.ts", "../../party/rooms/queue.ts"],
])("%s may not import %s", (file, specifier) => {
  expect(violation(file, specifier, ROOT)).toContain("may import");
});
