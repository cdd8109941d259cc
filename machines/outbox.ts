/**
 * What is on its way to one customer of another service: the lines and reactions that an agent has sent, in order, one at a time.
 *
 * The thread's room wants an entry in the write in which it has appended the line, and hears what became of it. The words are not
 * here: the service asks the thread for them when it sends them. What the provider counts (so many at once to one customer) is waited
 * for before; what surely was not sent is tried again by itself; and what may have been sent is never sent again before its provider
 * has had the time to say that it has it, and then as something that the customer may have twice. Where no provider would say, the
 * agent decides. Those behind it wait meanwhile.
 *
 * That the customer sees what was read is no entry: it is asked for beside them, the last one wins, and nothing waits for it.
 */
import {
  add,
  callOff,
  doubt,
  erase,
  keepName,
  leave,
  markLater,
  markNext,
  markNow,
  marked,
  rest,
  sendHead,
  setupOutbox,
  stopWaiting,
  takeBack,
  tellFailed,
  tellNamed,
  tellSent,
  tellUnclear,
  waitForPace,
  waitForReceipt,
  waitForSlot,
} from "./outbox-setup.ts";
import { Ordered } from "./ordered.ts";

const next = "next" as const;
const behind = { description: "OB1: it goes out after those before it.", actions: add };
const isThere = {
  description: "OB9: what is on its way already is not wanted twice.",
  guard: "isThere" as const,
};
const again = { description: "OB9: wanted once more, after those before it.", actions: add };
/** Of those that are not here. */
const erasedElsewhere = [
  {
    description: "OB11: nobody knows what became of it; it is not asked about any more.",
    guard: "isDoubtful" as const,
    actions: erase,
  },
  { description: "OB11: it is not here." },
];
const erased = [
  { description: "OB11: erased, and not under way: it leaves.", guard: "isThere" as const, actions: erase },
  ...erasedElsewhere,
];

const calledOff = [
  {
    description: "OB8: the customer has an earlier copy, and this one has not been tried.",
    guard: "isThere" as const,
    actions: callOff,
  },
  { description: "OB8: it is not here." },
];

/** While the first entry waits for something, and nothing of it is under way. */
const waiting = {
  "entry.wanted": behind,
  "entry.retried": [isThere, again],
  "entry.erased": [
    {
      description: "OB11: the first one is erased: the next one goes on.",
      guard: "isHeadsLine" as const,
      target: next,
      actions: [stopWaiting, erase],
    },
    ...erased,
  ],
  "receipt.told": [
    {
      description: "OB8: a status has named a copy of the first one: it was sent.",
      guard: "isHeadsLine" as const,
      target: next,
      actions: [stopWaiting, tellNamed, leave],
    },
    ...calledOff,
  ],
};
const stale = { description: "Of an entry before.", guard: "isStale" as const };

export const outboxMachine = setupOutbox.createMachine({
  id: "outbox",
  description: "What is on its way to one customer of another service, in order, one at a time.",
  context: {
    entries: Ordered.empty(),
    doubtful: Ordered.empty(),
    count: 0,
    fullAt: 0,
    marks: { isUnderWay: false, wanted: null },
  },
  initial: "idle",
  on: {
    "read.wanted": [
      { description: "OB13: once at a time; the last one wins.", guard: "isMarking", actions: markLater },
      { description: "OB13: asked for beside the lines.", actions: markNow },
    ],
    "mark.settled": [
      { description: "OB13: the last one that was wanted meanwhile.", guard: "hasMark", actions: markNext },
      { description: "OB13: nothing of it is tried again.", actions: marked },
    ],
  },
  states: {
    idle: {
      description: "Nothing is on its way.",
      on: {
        "entry.wanted": { description: "OB1: it begins at once.", target: next, actions: add },
        "entry.retried": { description: "OB9: wanted once more.", target: next, actions: add },
        "entry.erased": erasedElsewhere,
        "receipt.told": { description: "OB8: it is not here." },
      },
    },
    next: {
      description: "Nothing ever stays here.",
      always: [
        { description: "OB1: that was the last one.", guard: "isEmpty", target: "idle" },
        {
          description: "OB3: as much at once, and then one more each so often, as the channel allows.",
          guard: "isTooFast",
          target: "pacing",
          actions: waitForPace,
        },
        { description: "OB1: the next one begins.", target: "sending", actions: sendHead },
      ],
    },
    pacing: {
      description: "OB3, OB4: sent now, it would be too much for the customer's sake or the number's.",
      on: {
        ...waiting,
        "pace.ended": [stale, { description: "OB3: it has waited long enough.", target: next }],
      },
    },
    sending: {
      description: "The first entry is under way.",
      on: {
        "entry.wanted": behind,
        "entry.retried": [isThere, again],
        "entry.erased": [{ description: "OB11: it is under way.", guard: "isHeadsLine" }, ...erased],
        "receipt.told": [
          {
            description: "OB8: a status has named a copy of it, whatever its own answer will say.",
            guard: "isHeadsLine",
            actions: keepName,
          },
          ...calledOff,
        ],
        "send.settled": [
          stale,
          {
            description: "OB1: sent; the next one goes on.",
            guard: "isSent",
            target: next,
            actions: [tellSent, leave],
          },
          { description: "OB8: named, it was sent.", guard: "isNamed", target: next, actions: [tellNamed, leave] },
          { description: "OB2: it was erased before it was read.", guard: "isGone", target: next, actions: leave },
          {
            description: "OB4: the number or bot is too busy: it waits, and has not tried.",
            guard: "isPaced",
            target: "pacing",
            actions: [takeBack, ...waitForSlot],
          },
          {
            description: "OB6: refused for good, or too late: it has failed, and the next one goes on.",
            guard: "isOver",
            target: next,
            actions: [tellFailed, leave],
          },
          {
            description: "OB5: surely not sent: tried again later.",
            guard: "isNotSent",
            target: "resting",
            actions: rest,
          },
          // What remains is unknown.
          {
            description: "OB7, OB8: it may have been sent, and its provider would tell.",
            guard: "isReconciled",
            target: "unclear",
            actions: waitForReceipt,
          },
          {
            description: "OB9: it may have been sent, and nobody would tell: the agent decides.",
            target: next,
            actions: [tellUnclear, doubt, leave],
          },
        ],
      },
    },
    resting: {
      description: "OB5: surely not sent, and tried again later.",
      on: {
        ...waiting,
        "rest.ended": [stale, { description: "OB5: tried again.", target: next }],
      },
    },
    unclear: {
      description: "OB8: it may have been sent; its provider may name it yet.",
      on: {
        ...waiting,
        "reconcile.ended": [
          stale,
          {
            description: "OB8: of neither copy anybody learns what became of it.",
            guard: "isTwice",
            target: next,
            actions: [tellUnclear, leave],
          },
          {
            description: "OB8: sent once more, as one that the customer may have twice.",
            target: next,
            actions: doubt,
          },
        ],
      },
    },
  },
});
