import type { MemberRole } from "../../../machines/rights.ts";
import type { LetterWords } from "./es.ts";

const role: Record<MemberRole, string> = {
  agent: "an agent",
  supervisor: "a supervisor",
  auditor: "an auditor",
  administrator: "an administrator",
};
const factor = {
  added: "two-step verification was turned on",
  removed: "two-step verification was turned off",
  codesRenewed: "new recovery codes were made",
};
const factorSubject = {
  added: "Two-step verification is on",
  removed: "Two-step verification is off",
  codesRenewed: "New recovery codes",
};
const notYou =
  "If it was not you, choose a new password at once with “Recover password”, and tell whoever administers your project.";

export const en: LetterWords = {
  at: " at ",
  sign: "Turno",
  why: "You get this message because your address is in Turno. There is no need to answer.",
  recovery: {
    subject: "Choose a new password",
    before: ["Somebody, we hope it was you, has asked for a new password for your Turno account."],
    action: "Choose a password",
    after: [
      "The link is good for half an hour, and once. Using it signs you out on all of your devices.",
      "If it was not you, there is nothing to do: your password is still the same.",
    ],
  },
  invitation: (by, project, as) => ({
    subject: `${by} invites you to ${project}`,
    before: [`${by} invites you to “${project}” on Turno, as ${role[as]}.`],
    action: "Accept the invitation",
    after: ["The link is good for seven days.", "If you did not expect this invitation, there is nothing to do."],
  }),
  passwordChanged: (when) => ({
    subject: "Your password has changed",
    before: [`The password of your Turno account was changed on ${when}.`],
    action: "Go to Turno",
    after: [notYou],
  }),
  newDevice: (when, device, from) => ({
    subject: "You have signed in on another device",
    before: [
      `On ${when} somebody signed in to your Turno account on a new device: ${device}${from === null ? "" : ` (${from})`}.`,
    ],
    action: "Go to Turno",
    after: ["If it was you, there is nothing to do.", notYou],
  }),
  factorChanged: (when, change) => ({
    subject: factorSubject[change],
    before: [`On ${when} ${factor[change]} for your Turno account.`],
    action: "Go to Turno",
    after: [notYou],
  }),
};
