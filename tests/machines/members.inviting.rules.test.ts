import { describe, expect, test } from "vitest";
import { LIMITS } from "../../machines/gate.ts";
import { RESEND_FIRST_MS } from "../../machines/members.ts";
import { describes, disables, invites, john, person, resends, withdraws, accepts } from "./support/members.ts";
import { Project } from "./support/project.ts";

const AT = 1000;
const MINUTE_MS = 60_000;
const eva = { ...john, id: "demo_eva", name: "Eva" };
const opened = () => Project.after(describes([person("john", "administrator"), person("eva", "administrator")]));
const idOf = (project: Project, email: string): string =>
  [...project.context.members.values()].find((member) => member.email === email)!.id;

/** What is asked for by somebody who is refused. */
const waitOf = (project: Project): unknown => project.asked.find(({ type }) => type === "refuse")?.params.waitMs;

/** Invites and withdraws at once; gives the reason of a refusal. */
function invitesInVain(project: Project, email: string, at = AT, by = john): string | undefined {
  const refused = project.take(invites(email, "agent", by), at);
  if (refused === undefined) project.take(withdraws(idOf(project, email)), at);
  return refused;
}

describe("letters of invitations", () => {
  test("ME10 GA1 to one address: five are free, whoever sends them and whatever is withdrawn, and then each waits twice as long", () => {
    const project = opened();
    for (let n = 0; n < LIMITS.invitationTo.free; n++)
      expect(invitesInVain(project, "zoe@example.com", AT, n % 2 === 0 ? john : eva)).toBeUndefined();
    let at = AT;
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect(invitesInVain(project, "zoe@example.com", at + minutes * MINUTE_MS - 1, eva)).toBe("tooManyInvitations");
      expect(waitOf(project)).toBe(1);
      at += minutes * MINUTE_MS;
      expect(invitesInVain(project, "zoe@example.com", at, eva)).toBeUndefined();
    }
    // Another address is another one's.
    expect(invitesInVain(project, "max@example.com", at, eva)).toBeUndefined();
  });

  test("ME10 GA1 by one person: fifty are free, and nobody else waits", () => {
    const project = opened();
    for (let n = 0; n < LIMITS.invitation.free; n++)
      expect(project.take(invites(`p${n}@example.com`), AT)).toBeUndefined();
    expect(project.take(invites("zoe@example.com"), AT)).toBe("tooManyInvitations");
    expect(waitOf(project)).toBe(LIMITS.invitation.firstMs);
    expect(project.take(invites("zoe@example.com", "agent", eva), AT)).toBeUndefined();
    expect(project.take(invites("max@example.com"), AT + LIMITS.invitation.firstMs)).toBeUndefined();
  });

  test("ME10 one that is sent again counts like any other, and says how long it has to wait", () => {
    const project = opened();
    for (let n = 1; n < LIMITS.invitationTo.free; n++) invitesInVain(project, "zoe@example.com");
    project.take(invites("zoe@example.com"), AT);
    const id = idOf(project, "zoe@example.com");
    expect([project.take(resends(id), AT), waitOf(project)]).toEqual(["resentTooSoon", RESEND_FIRST_MS]);
    expect(project.take(resends(id), AT + RESEND_FIRST_MS)).toBeUndefined();
    project.take(withdraws(id), AT + RESEND_FIRST_MS);
    const again = [invitesInVain(project, "zoe@example.com", AT + RESEND_FIRST_MS), waitOf(project)];
    expect(again).toEqual(["tooManyInvitations", 2 * MINUTE_MS]);
    // Counted by the letters before it, however new the invitation is.
    project.take(invites("zoe@example.com", "agent", eva), AT + 3 * RESEND_FIRST_MS);
    const newer = idOf(project, "zoe@example.com");
    expect(project.take(resends(newer), AT + 4 * RESEND_FIRST_MS)).toBe("tooManyInvitations");
  });

  test("ME10 of what is refused nothing counts", () => {
    const project = opened();
    const before = project.snapshot;
    for (let n = 0; n < 100; n++) project.take(invites("zoe"), AT);
    for (let n = 0; n < 100; n++) project.take(invites("eva@example.com"), AT);
    expect(project.snapshot).toBe(before);
  });

  test("ME10 GA3 one by which somebody has joined takes its own count away, and no other", () => {
    const project = opened();
    for (let n = 0; n < LIMITS.invitation.free; n++) {
      project.take(invites(`p${n}@example.com`), AT);
      const { id, invitation } = project.context.members.get(idOf(project, `p${n}@example.com`))!;
      if (n > 0) expect(project.take(accepts(invitation!.nonce, "X", id), AT)).toBeUndefined();
    }
    expect(project.context.tries.get("by/demo_john")!.attempts).toEqual(["1"]);
    expect([...project.context.tries.keys()]).toEqual(["by/demo_john", "to/p0@example.com"]);
    expect(project.take(invites("zoe@example.com"), AT)).toBeUndefined();
  });

  test("ME10 GA4 what has rested long enough counts for nothing, and is forgotten with the next letter", () => {
    const project = opened();
    for (let n = 0; n < LIMITS.invitationTo.free; n++) invitesInVain(project, "zoe@example.com");
    const rested = AT + LIMITS.invitationTo.restMs;
    expect(invitesInVain(project, "max@example.com", rested, eva)).toBeUndefined();
    expect([...project.context.tries.keys()]).toEqual(["by/demo_eva", "to/max@example.com"]);
    for (let n = 0; n < LIMITS.invitationTo.free; n++)
      expect(invitesInVain(project, "zoe@example.com", rested)).toBeUndefined();
  });

  test("ME9 ME10 who manages nobody any more is told that, and not to wait", () => {
    const project = opened();
    for (let n = 0; n < LIMITS.invitationTo.free; n++) invitesInVain(project, "zoe@example.com");
    project.take(disables("demo_john", eva), AT);
    expect([project.take(invites("zoe@example.com"), AT), waitOf(project)]).toEqual(["rightsChanged", undefined]);
  });
});
