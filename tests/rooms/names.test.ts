import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Agent, Customer } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { startDemo } from "./support/demo.ts";

describe.each(["old", "current"] as const)("on the %s runtime", (runtime) => {
  let centre: Centre;
  beforeAll(async () => {
    centre = await startDemo({ runtime });
  });
  afterAll(() => centre.dispose());

  test.each(["Sofía Ñandú", "Rosa 🌹👩‍👩‍👧", "فاطمة الزهراء", "100 % Ana"])(
    "a customer called %s is called so on the agent's screen",
    async (name) => {
      const ana = await Agent.signIn(centre.url, "demo_ana");
      await ana.until(() => ana.view?.presence === "present");
      await ana.setAvailable(true);
      const customer = await Customer.arrive(centre.url, name);
      await customer.write("Hola");
      const given = await ana.until(() => ana.assignments.find(({ thread }) => thread === customer.id));
      expect(given.customerName).toBe(name);
      const thread = ana.thread(customer.id);
      const text = await thread.until(() => thread.messages.find(({ kind }) => kind === "text"));
      expect(text).toMatchObject({ authorName: name });
      customer.client.close();
      ana.vanish();
    },
  );
});
