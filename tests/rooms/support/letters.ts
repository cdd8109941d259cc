/** A centre with nothing in it but a room that asks for letters, and what the tests ask of it. */
import { expect, onTestFinished } from "vitest";
import type { Mail } from "../../../machines/mail.ts";
import type { JobOutcome } from "../../../machines/push.ts";
import { startCentre, type Centre, type CentreOptions } from "../../harness/workerd.ts";
import { SECRET } from "./demo.ts";

/** Gone when the test is over. */
export async function startLetters({ vars, ...options }: CentreOptions): Promise<Centre> {
  const centre = await startCentre({
    ...options,
    main: "tests/harness/fixture/letter-main.ts",
    parties: {
      directory: "party/rooms/parties/directory.ts",
      post: "party/rooms/parties/post.ts",
      project: "tests/harness/fixture/letter-room.ts",
    },
    vars: { TURNO_SECRET: SECRET, ...vars },
  });
  onTestFinished(() => centre.dispose());
  return centre;
}

export async function ask(centre: Centre, mail: Mail, id = "letter-1"): Promise<void> {
  const response = await fetch(`${centre.url}/letters`, { method: "POST", body: JSON.stringify({ id, mail }) });
  expect(await response.json()).toMatchObject({ kind: "done" });
}

/** The answers to the machine, once there are so many. */
export async function outcomes(centre: Centre, count: number): Promise<JobOutcome[]> {
  let found: { outcome: JobOutcome }[] = [];
  const look = async () => (found = (await (await fetch(`${centre.url}/letters`)).json()) as typeof found).length;
  await expect.poll(look, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
  return found.map(({ outcome }) => outcome);
}

/** Whose link it is. */
export const ACCOUNT = `a${"0".repeat(40)}`;
export const recovery: Mail = {
  to: "lucia@casa.example",
  locale: "es",
  template: "recovery",
  data: { room: ACCOUNT, nonce: "n1" },
};
