import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { agentCommands } from "../../party/protocol/agent.ts";
import { conversationCommands, conversationSignals } from "../../party/protocol/conversation.ts";
import { DownFrame, PROTOCOL_VERSION, UpFrame } from "../../party/protocol/frames.ts";
import { memberCommands } from "../../party/protocol/members.ts";
import { projectCommands } from "../../party/protocol/project.ts";

/** The shape of the wire at each version. A changed shape needs a raised version and a new line; old lines stay. */
const SHAPES: Record<number, string> = {
  1: "5cb6b1871f787fc8ec301d7b6689604424d8adbb6fe28ab9474c6486a967e20a",
  2: "c4f67a62478836c0d773f36ac3125fa843417cfd02bc5f580cd57f689d85caba",
};

/** A schema as data: what it accepts, without the functions that check it. */
function shapeOf(schema: unknown): string {
  return JSON.stringify(schema, (_key, value: unknown) => {
    if (value instanceof RegExp) return value.source;
    return typeof value === "function" ? undefined : value;
  });
}

const shape = createHash("sha256")
  .update(
    shapeOf({
      UpFrame,
      DownFrame,
      conversationCommands,
      conversationSignals,
      agentCommands,
      projectCommands,
      memberCommands,
    }),
  )
  .digest("hex");

test("WI1 a change of the wire raises the protocol version", () => {
  expect(shape, `the wire changed: raise PROTOCOL_VERSION and record ${shape}`).toBe(SHAPES[PROTOCOL_VERSION]);
});

test("WI1 the shape tells schemas apart", () => {
  expect(shapeOf(UpFrame)).not.toBe(shapeOf(DownFrame));
  expect(shapeOf(UpFrame)).toContain("commandId");
});
