/** What happens to a thread because of a channel outside in each of its states, whatever the conversation has come to. */
import { setupThread } from "./conversation-setup.ts";
import { delivers } from "./delivering.ts";
import { fileCame, fileCameLate, fileIsMissing, revokes } from "./filing.ts";
import { changesAddress, changesBlock, edits, meets, notices, reacts, remembersTakenBack } from "./receiving.ts";

export const outsideAnywhere = {
  // CH4: what the customer does to a line opens nothing.
  "outside.reacted": [{ guard: "isReactionToLine" as const, actions: [...meets, reacts] }, {}],
  "outside.edited": [{ guard: "isEditOfLine" as const, actions: [...meets, ...edits] }, {}],
  "outside.revoked": [
    { guard: "isRevokeOfLine" as const, actions: [...meets, ...revokes] },
    { guard: "isOfUnknown" as const, actions: [...meets, remembersTakenBack] },
    {},
  ],
  "outside.noticed": { actions: [...meets, ...notices] },
  "outside.addressChanged": [{ guard: "isMet" as const, actions: changesAddress }, {}],
  "outside.blocked": [{ guard: "isNewsOfBlock" as const, actions: changesBlock }, {}],
  // CH6
  "window.closed": {
    guard: "isThisWindow" as const,
    actions: setupThread.assign(({ context: { outside } }) => ({ outside: { ...outside!, windowClosed: true } })),
  },
  // CH8: of lines of any age, whatever the conversation has come to.
  "outside.receipt": [{ guard: "isNewsOfDelivery" as const, actions: delivers }, {}],
  "delivery.changed": [{ guard: "isNewsOfDelivery" as const, actions: delivers }, {}],
  "file.came": [
    { guard: "awaitsFile" as const, actions: fileCame },
    { guard: "isErasedFile" as const, actions: fileCameLate },
    {},
  ],
  "file.missing": [{ guard: "awaitsFile" as const, actions: fileIsMissing }, {}],
};
