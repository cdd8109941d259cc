/** What holds of an inbox that is not set up, and of what comes back too late. */
import { describe, expect, test } from "vitest";
import { NAME_MAX_CHARS } from "../../machines/catalogue.ts";
import {
  Inbox,
  checked,
  configures,
  counts,
  gave,
  removes,
  takesSlot,
  template,
  templatesDue,
  wantsCheck,
  wantsTemplates,
  type InboxStep,
} from "./support/inbox.ts";

/** Nothing comes of it. */
function ignores(inbox: Inbox, step: InboxStep, at?: number): void {
  const { snapshot } = inbox;
  expect([step.type, inbox.take(step, at), inbox.asked]).toEqual([step.type, undefined, []]);
  expect(inbox.snapshot).toBe(snapshot);
}

describe.each([
  ["was never set up", []],
  ["was removed", [configures(), removes]],
])("an inbox that %s", (_, steps: InboxStep[]) => {
  const off = () => Inbox.after(...steps);

  test("IN8 meets nobody, lets nothing out, and has nothing to look up", () => {
    const inbox = off();
    for (const step of [wantsCheck, wantsTemplates, takesSlot]) expect(inbox.take(step)).toBe("inboxOff");
    expect(inbox.meets({ phone: "34600111222" })).toBe("inboxOff");
    expect(inbox.moves({ phone: "34600111222" }, { phone: "34600111333" })).toBe("inboxOff");
    ignores(inbox, counts(3));
    ignores(inbox, removes);
  });

  test("IN6 IN9 hears nothing of what was asked before", () => {
    for (const step of [checked(), templatesDue(), gave([template("hola")])]) ignores(off(), step);
  });
});

test("IN1 that is set up keeps its name, and is not set up anew without one", () => {
  const inbox = Inbox.of("whatsapp");
  expect([
    inbox.take(configures({ name: " " })),
    inbox.take(configures({ name: "x".repeat(NAME_MAX_CHARS + 1) })),
  ]).toEqual(["nameMissing", "nameTooLong"]);
  expect(inbox.context.config?.name).toBe("Ventas");
});

test("IN6 what has been looked up is not told twice", () => {
  ignores(Inbox.after(configures(), checked()), checked());
});

describe("templates", () => {
  const given = () => Inbox.after(configures(), wantsTemplates, gave([template("hola")]));

  test("IN9 that came, come once", () => {
    ignores(given(), gave([template("otra")]));
  });

  test("IN9 under way are not asked for when they are due", () => {
    ignores(Inbox.after(configures(), wantsTemplates), templatesDue());
  });

  test("IN9 that were long in coming are still wanted by who asks again", () => {
    const [inbox, came] = [Inbox.after(configures(), wantsTemplates), 11 * 60_000];
    inbox.take(gave([template("hola")]), came);
    expect([inbox.take(wantsTemplates, came + 1000), inbox.asked]).toEqual([undefined, []]);
    expect(inbox.context.templatesWantedAt).toBe(came + 1000);
  });
});
