/**
 * An inbox: a number or a bot by which customers of another service reach the project. What it is called and whose line it fills, what
 * opens it (sealed: the machine never sees a secret), who its customers are, and how much may go out by it in a second.
 *
 * It never hears what is said: customers are met here, and what they say goes straight to their threads. Whether it works is found out
 * at its provider, whenever it is set up and whenever somebody asks; so is which templates there are.
 */
import { did, refuseSlot } from "./inbox-steps.ts";
import { refuse, setupInbox } from "./inbox-setup.ts";
import { Ordered } from "./ordered.ts";

const badName = [
  { guard: "isNameless" as const, actions: refuse("nameMissing") },
  { guard: "isNameTooLong" as const, actions: refuse("nameTooLong") },
];
const contacts = [{ guard: "isNobody" as const }, { guard: "changesContacts" as const, actions: did.met }, {}];

export const inboxMachine = setupInbox.createMachine({
  id: "inbox",
  context: ({ input }) => ({
    project: input.project,
    id: input.id,
    config: null,
    setUps: 0,
    shown: "",
    check: null,
    templates: Ordered.empty(),
    templatesAt: null,
    templatesWantedAt: null,
    templatesWords: "",
    coming: [],
    emptyAt: 0,
    contacts: 0,
  }),
  initial: "off",
  states: {
    /** Not set up yet, or removed. Nothing goes out, and nobody is met. */
    off: {
      on: {
        // IN1
        "inbox.configured": [...badName, { target: "on", actions: did.setUp }],
        "inbox.removed": {},
        "check.wanted": { actions: refuse("inboxOff") },
        "check.ended": {},
        "templates.wanted": { actions: refuse("inboxOff") },
        "templates.due": {},
        "templates.ended": {},
        "contact.met": { actions: refuse("inboxOff") },
        "address.changed": { actions: refuse("inboxOff") },
        // IN8
        "slot.taken": { actions: refuse("inboxOff") },
        "received.counted": {},
      },
    },
    on: {
      type: "parallel",
      on: {
        "inbox.configured": [
          ...badName,
          { guard: "isSameSetUp" },
          // From the beginning: what is under way is of the set-up before.
          { target: "on", reenter: true, actions: did.setUp },
        ],
        "inbox.removed": { target: "off", actions: did.removed },
        // IN2, IN3
        "contact.met": contacts,
        // IN4
        "address.changed": [{ guard: "changesContacts", actions: did.met }, {}],
        // IN5
        "slot.taken": [{ guard: "isTooSoon", actions: refuseSlot }, { actions: did.tookSlot }],
        "received.counted": [{ guard: "countsReceived", actions: did.counted }, {}],
      },
      states: {
        /** IN6 */
        check: {
          initial: "checking",
          states: {
            checking: {
              on: {
                "check.wanted": {},
                "check.ended": [{ guard: "isOfThisSetUp", target: "checked", actions: did.checked }, {}],
              },
            },
            checked: {
              on: { "check.wanted": { target: "checking", actions: did.askedToCheck }, "check.ended": {} },
            },
          },
        },
        /** IN9 */
        templates: {
          initial: "resting",
          states: {
            resting: {
              on: {
                "templates.wanted": [
                  { guard: "hasNoTemplates" },
                  { guard: "areTemplatesDue", target: "coming", actions: did.askedForTemplates },
                  { guard: "isWantNew", actions: did.wantedTemplates },
                  {},
                ],
                "templates.due": [
                  { guard: "areTemplatesUnwanted" },
                  { target: "coming", actions: did.askedForTemplates },
                ],
                "templates.ended": {},
              },
            },
            coming: {
              on: {
                "templates.wanted": {},
                "templates.due": {},
                "templates.ended": [
                  { guard: "isOfAnotherSetUp" },
                  { guard: "isMorePages", actions: did.tookTemplates },
                  { guard: "isPage", target: "resting", actions: did.tookTemplates },
                  { target: "resting", actions: did.missedTemplates },
                ],
              },
            },
          },
        },
      },
    },
  },
});
