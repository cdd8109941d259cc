import { expect, test } from "vitest";
import type { Conversation } from "../../web/panel/state/conversation.ts";
import { called } from "../../web/panel/state/called.ts";

const by = (customerName: string, email?: string): string =>
  called({
    assignment: { customerName } as Conversation["assignment"],
    view: () => (email === undefined ? undefined : ({ customer: { email } } as ReturnType<Conversation["view"]>)),
  });

test("a customer is called by their name, without one by their address, and else by nothing", () => {
  expect(by("Rosa", "rosa@example.com")).toBe("Rosa");
  expect(by("", "rosa@example.com")).toBe("rosa@example.com");
  expect([by("", ""), by("")]).toEqual(["", ""]);
});
