import { expect, test } from "vitest";
import type { Conversation } from "../../web/panel/state/conversation.ts";
import { called } from "../../web/panel/state/called.ts";

const by = (customerName: string, email?: string, more = {}): string =>
  called({
    assignment: { customerName } as Conversation["assignment"],
    view: () =>
      email === undefined
        ? undefined
        : ({ customer: { email, phone: "", username: "", ...more } } as ReturnType<Conversation["view"]>),
  });

test("a customer is called by their name, without one by how they can be reached, and else by nothing", () => {
  expect(by("Rosa", "rosa@example.com")).toBe("Rosa");
  expect(by("", "rosa@example.com")).toBe("rosa@example.com");
  expect(by("", "", { phone: "34600700001", username: "rosa" })).toBe("+34600700001");
  expect(by("", "", { username: "rosa" })).toBe("rosa");
  expect([by("", ""), by("")]).toEqual(["", ""]);
});
