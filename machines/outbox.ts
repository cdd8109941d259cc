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
/** OB9: what is on its way already is not wanted twice. */
const isThere = { guard: "isThere" as const };
/** OB11: of those that are not under way. */
const erased = [{ guard: "isThere" as const, actions: erase }, { guard: "isDoubtful" as const, actions: erase }, {}];

/** OB8: the customer has an earlier copy, and this one has not been tried. */
const calledOff = [{ guard: "isThere" as const, actions: callOff }, {}];

/** While the first entry waits for something, and nothing of it is under way. */
const waiting = {
  "entry.wanted": { actions: add },
  "entry.retried": [isThere, { actions: add }],
  "entry.erased": [{ guard: "isHeadsLine" as const, target: next, actions: [stopWaiting, erase] }, ...erased],
  // OB8: of an earlier copy.
  "receipt.told": [
    { guard: "isHeadsLine" as const, target: next, actions: [stopWaiting, tellNamed, leave] },
    ...calledOff,
  ],
};

export const outboxMachine = setupOutbox.createMachine({
  id: "outbox",
  context: {
    entries: Ordered.empty(),
    doubtful: Ordered.empty(),
    count: 0,
    fullAt: 0,
    marks: { isUnderWay: false, wanted: null },
  },
  initial: "idle",
  on: {
    // OB13
    "read.wanted": [{ guard: "isMarking", actions: markLater }, { actions: markNow }],
    "mark.settled": [{ guard: "hasMark", actions: markNext }, { actions: marked }],
  },
  states: {
    idle: {
      on: {
        "entry.wanted": { target: next, actions: add },
        "entry.retried": [isThere, { target: next, actions: add }],
        "entry.erased": erased,
        "receipt.told": {},
      },
    },
    /** Nothing ever stays here. */
    next: {
      always: [
        { guard: "isEmpty", target: "idle" },
        { guard: "isTooFast", target: "pacing", actions: waitForPace },
        { target: "sending", actions: sendHead },
      ],
    },
    /** OB3, OB4: sent now, it would be too much for the customer's sake or the number's. */
    pacing: { on: { ...waiting, "pace.ended": [{ guard: "isStale" }, { target: next }] } },
    /** The first entry is under way. */
    sending: {
      on: {
        "entry.wanted": { actions: add },
        "entry.retried": [isThere, { actions: add }],
        "entry.erased": [{ guard: "isHeadsLine" }, ...erased],
        "receipt.told": [{ guard: "isHeadsLine", actions: keepName }, ...calledOff],
        "send.settled": [
          { guard: "isStale" },
          { guard: "isSent", target: next, actions: [tellSent, leave] },
          { guard: "isNamed", target: next, actions: [tellNamed, leave] },
          { guard: "isGone", target: next, actions: leave },
          { guard: "isPaced", target: "pacing", actions: [takeBack, ...waitForSlot] },
          { guard: "isOver", target: next, actions: [tellFailed, leave] },
          { guard: "isNotSent", target: "resting", actions: rest },
          // OB7: what remains is unknown.
          { guard: "isReconciled", target: "unclear", actions: waitForReceipt },
          { target: next, actions: [tellUnclear, doubt, leave] },
        ],
      },
    },
    /** OB5: surely not sent, and tried again later. */
    resting: {
      on: {
        ...waiting,
        "rest.ended": [{ guard: "isStale" }, { target: next }],
      },
    },
    /** OB8: it may have been sent. */
    unclear: {
      on: {
        ...waiting,
        "reconcile.ended": [
          { guard: "isStale" },
          { guard: "isTwice", target: next, actions: [tellUnclear, leave] },
          { target: next, actions: doubt },
        ],
      },
    },
  },
});
