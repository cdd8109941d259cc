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
  { description: "IN1: it has a name.", guard: "isNameless" as const, actions: refuse("nameMissing") },
  {
    description: "IN1: its name has at most 80 characters.",
    guard: "isNameTooLong" as const,
    actions: refuse("nameTooLong"),
  },
];
const isOff = (description: string) => ({ description, actions: refuse("inboxOff") });

export const inboxMachine = setupInbox.createMachine({
  id: "inbox",
  description: "A number or a bot by which customers of another service reach the project.",
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
    off: {
      description: "Not set up yet, or removed. Nothing goes out, and nobody is met.",
      on: {
        "inbox.configured": [...badName, { description: "IN1: it is set up.", target: "on", actions: did.setUp }],
        "inbox.removed": { description: "IN8: it is removed already." },
        "check.wanted": isOff("IN8: there is nothing to look up."),
        "check.ended": { description: "IN6: of an earlier set-up." },
        "templates.wanted": isOff("IN8: there are none."),
        "templates.due": { description: "IN9: of an earlier set-up." },
        "templates.ended": { description: "IN9: of an earlier set-up." },
        "contact.met": isOff("IN8: nobody is met."),
        "address.changed": isOff("IN8: nobody is met."),
        "slot.taken": isOff("IN8: nothing goes out."),
        "received.counted": { description: "IN8: nothing counts." },
      },
    },
    on: {
      description: "It is set up.",
      type: "parallel",
      on: {
        "inbox.configured": [
          ...badName,
          { description: "IN1: the same said again changes nothing.", guard: "isSameSetUp" },
          {
            description: "IN6: looked up from the beginning; what is under way is of the set-up before.",
            target: "on",
            reenter: true,
            actions: did.setUp,
          },
        ],
        "inbox.removed": { description: "IN8: what opened it is gone.", target: "off", actions: did.removed },
        "contact.met": [
          { description: "IN2: nothing is known of them: nobody is met.", guard: "isNobody" },
          {
            description: "IN2, IN3: met by any of their names somebody is the same one; what is new is added.",
            guard: "changesContacts",
            actions: did.met,
          },
          { description: "IN2: where nothing is new, nothing is stored." },
        ],
        "address.changed": [
          {
            description: "IN4: they lose the old one and have the new one, in the same thread.",
            guard: "changesContacts",
            actions: did.met,
          },
          { description: "IN4: said twice, it is done once." },
        ],
        "slot.taken": [
          {
            description: "IN5: what has to wait is told for how long.",
            guard: "isTooSoon",
            actions: refuseSlot,
          },
          { description: "IN5: one more in this second.", actions: did.tookSlot },
        ],
        "received.counted": [
          {
            description: "IN5: its provider counts what customers send.",
            guard: "countsReceived",
            actions: did.counted,
          },
          { description: "IN5: its provider does not." },
        ],
      },
      states: {
        check: {
          description: "IN6: whether it works.",
          initial: "checking",
          states: {
            checking: {
              description: "Its provider is asked.",
              on: {
                "check.wanted": { description: "IN6: it is looked up already." },
                "check.ended": [
                  {
                    description: "IN6: whether it works, or in words why that is not known.",
                    guard: "isOfThisSetUp",
                    target: "checked",
                    actions: did.checked,
                  },
                  { description: "IN6: of an earlier set-up." },
                ],
              },
            },
            checked: {
              description: "What its provider said last.",
              on: {
                "check.wanted": {
                  description: "IN6: looked up anew.",
                  target: "checking",
                  actions: did.askedToCheck,
                },
                "check.ended": { description: "IN6: of an earlier set-up." },
              },
            },
          },
        },
        templates: {
          description: "IN9: which templates there are.",
          initial: "resting",
          states: {
            resting: {
              description: "Those that its provider gave last.",
              on: {
                "templates.wanted": [
                  { description: "IN9: its channel has none.", guard: "hasNoTemplates" },
                  {
                    description: "IN9: asked for anew, at most once a minute.",
                    guard: "areTemplatesDue",
                    target: "coming",
                    actions: did.askedForTemplates,
                  },
                  {
                    description: "IN9: somebody wants them still.",
                    guard: "isWantNew",
                    actions: did.wantedTemplates,
                  },
                  { description: "IN9: they are new, and it is known that they are wanted." },
                ],
                "templates.due": [
                  {
                    description: "IN9: nobody has wanted them since, or it is of an earlier set-up.",
                    guard: "areTemplatesUnwanted",
                  },
                  {
                    description: "IN9: every hour, for as long as somebody wants them.",
                    target: "coming",
                    actions: did.askedForTemplates,
                  },
                ],
                "templates.ended": { description: "IN9: of an earlier set-up." },
              },
            },
            coming: {
              description: "Its provider is asked for them, page by page.",
              on: {
                "templates.wanted": { description: "IN9: they come already." },
                "templates.due": { description: "IN9: they come already." },
                "templates.ended": [
                  { description: "IN9: of an earlier set-up.", guard: "isOfAnotherSetUp" },
                  {
                    description: "IN9: there are more, at most 300.",
                    guard: "isMorePages",
                    actions: did.tookTemplates,
                  },
                  {
                    description: "IN9: those are all of them.",
                    guard: "isPage",
                    target: "resting",
                    actions: did.tookTemplates,
                  },
                  {
                    description: "IN9: those before stay, and why is told.",
                    target: "resting",
                    actions: did.missedTemplates,
                  },
                ],
              },
            },
          },
        },
      },
    },
  },
});
