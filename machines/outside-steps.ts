/** What happens to a thread because of a channel outside in each of its states, whatever the conversation has come to. */
import { setupThread } from "./conversation-setup.ts";
import { delivers } from "./delivering.ts";
import { fileCame, fileCameLate, fileIsMissing, revokes } from "./filing.ts";
import { changesAddress, changesBlock, edits, meets, notices, reacts, remembersTakenBack } from "./receiving.ts";

const noLine = { description: "It is of no line here, or says nothing new." };
const old = { description: "Nothing new." };
/** Of lines of any age. */
const delivered = {
  description: "CH8: what is known of the way of a line only rises.",
  guard: "isNewsOfDelivery" as const,
  actions: delivers,
};

export const outsideAnywhere = {
  "outside.reacted": [
    {
      description: "CH4: a reaction is changed where it stands, and opens nothing.",
      guard: "isReactionToLine" as const,
      actions: [...meets, reacts],
    },
    noLine,
  ],
  "outside.edited": [
    {
      description: "CH4: a text is changed where it stands, and opens nothing.",
      guard: "isEditOfLine" as const,
      actions: [...meets, ...edits],
    },
    noLine,
  ],
  "outside.revoked": [
    {
      description: "CH4: taken back, a line is erased, by the customer.",
      guard: "isRevokeOfLine" as const,
      actions: [...meets, ...revokes],
    },
    {
      description: "CH4: what has not come yet is not written when it comes.",
      guard: "isOfUnknown" as const,
      actions: [...meets, remembersTakenBack],
    },
    noLine,
  ],
  "outside.noticed": {
    description: "What the provider says of the customer is a line that waits for no answer.",
    actions: [...meets, ...notices],
  },
  "outside.addressChanged": [
    {
      description: "CH3: a number that changed is a line, and nothing that anybody has said.",
      guard: "isMet" as const,
      actions: changesAddress,
    },
    { description: "Nobody was met here by it." },
  ],
  "outside.blocked": [
    {
      description: "CH13: whether anything can be sent to them is what the provider said last.",
      guard: "isNewsOfBlock" as const,
      actions: changesBlock,
    },
    old,
  ],
  "window.closed": {
    description: "CH6: the screens are told in that moment.",
    guard: "isThisWindow" as const,
    actions: setupThread.assign(({ context: { outside } }) => ({ outside: { ...outside!, windowClosed: true } })),
  },
  "outside.receipt": [delivered, old],
  "delivery.changed": [delivered, old],
  "file.came": [
    { description: "CH2: the line says what it is.", guard: "awaitsFile" as const, actions: fileCame },
    {
      description: "CH2: its message was taken back meanwhile: it is erased.",
      guard: "isErasedFile" as const,
      actions: fileCameLate,
    },
    noLine,
  ],
  "file.missing": [
    { description: "CH2: the line says why it cannot be had.", guard: "awaitsFile" as const, actions: fileIsMissing },
    noLine,
  ],
};
