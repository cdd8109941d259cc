import { expect, onTestFinished, test } from "vitest";
import { readPartykitConfig } from "../harness/bundle.ts";
import { startDemo } from "./support/demo.ts";

test.each(["old", "current"] as const)(
  "the bundle boots on the %s runtime, with a Buffer and a performance that work",
  async (runtime) => {
    const { main, parties } = readPartykitConfig();
    const probe = "tests/harness/fixture/globals.ts";
    const centre = await startDemo({ runtime, main, parties: { ...parties, probe } });
    onTestFinished(() => centre.dispose());
    expect(await (await fetch(`${centre.url}/api/health`)).json()).toEqual({ ok: true });
    expect(await (await fetch(`${centre.url}/parties/probe/x`)).json()).toEqual({ encoded: "aG9sYQ==", now: "number" });
  },
);

test("a server without a secret says so in its log and nothing to whoever asks", async () => {
  const centre = await startDemo({ vars: { TURNO_SECRET: "short" } });
  onTestFinished(() => centre.dispose());
  const response = await fetch(`${centre.url}/api/visitors`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ project: "demo" }),
  });
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ error: "fault", requestId: expect.any(String) as string });
  await expect.poll(() => centre.logs().join("\n")).toContain("TURNO_SECRET must be set");
});
