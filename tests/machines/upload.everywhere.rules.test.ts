/** What holds of a file in every state, or in all those in which it is over. */
import { describe, expect, test } from "vitest";
import {
  BYTES,
  FETCHED,
  STORED,
  Upload,
  begins,
  cancels,
  declined,
  erased,
  erasesAgain,
  inspected,
  keeps,
  part,
  sends,
  settles,
  sweeps,
  taken,
  type UploadStep,
} from "./support/upload.ts";
import { luis } from "./support/thread.ts";

const WAYS: Record<string, UploadStep[]> = {
  chosen: [],
  checked: [inspected()],
  uploading: [begins(), part(0)],
  stored: STORED,
  kept: [...FETCHED, keeps()],
  sending: [...STORED, sends()],
  sent: [...STORED, sends(), taken],
  failed: [...STORED, sends({ type: "application/pdf" })],
  cancelled: [begins(), part(0), cancels],
  gone: [begins(), sweeps],
};
const OVER = ["failed", "cancelled", "gone"];
const ALL_THERE = ["stored", "kept", "sending", "sent"];

function inState(state: string): Upload {
  const upload = Upload.after(...WAYS[state]!);
  expect(upload.state).toBe(state);
  return upload;
}
/** Nothing comes of it. */
function ignores(upload: Upload, step: UploadStep): void {
  const { snapshot } = upload;
  expect([upload.take(step), upload.asked]).toEqual([undefined, []]);
  expect(upload.snapshot).toBe(snapshot);
}

describe("an id", () => {
  test.each(["uploading", ...ALL_THERE, ...OVER])("UP1 is of one file in %s, too", (state) => {
    const upload = inState(state);
    const said = state === "kept" ? { received: true, channel: "whatsapp" as const } : {};
    ignores(upload, begins(said));
    expect(upload.take(begins({ ...said, name: "otro.jpg" }))).toBe("fileTaken");
    expect(upload.take(begins(said, luis))).toBe("fileTaken");
  });

  test("UP1 UP2 of what a browser has looked into is begun, unless it could not be", () => {
    const upload = inState("checked");
    expect(upload.take(begins({ bytes: 0 }))).toBe("fileEmpty");
    expect(upload.take(begins())).toBeUndefined();
    expect(upload.state).toBe("uploading");
  });
});

describe("parts", () => {
  test.each(["chosen", "checked"])("UP4 UP5 UP13 nothing is there of what was not begun: %s", (state) => {
    const upload = inState(state);
    for (const step of [part(0), sends(), keeps()]) expect(upload.take(step)).toBe("uploadOver");
  });

  test("UP4 UP5 UP13 while some are missing none but those that were promised are taken, and it is neither sent nor kept", () => {
    const upload = inState("uploading");
    expect([upload.take(part(7)), upload.take(part(1, 9))]).toEqual(["unexpectedPart", "unexpectedPart"]);
    expect([upload.take(sends()), upload.take(keeps())]).toEqual(["partsMissing", "partsMissing"]);
  });

  test.each(ALL_THERE)("UP4 each is taken once, and no other: %s", (state) => {
    const upload = inState(state);
    ignores(upload, part(0));
    expect(upload.take(part(1, 9))).toBe("unexpectedPart");
  });
});

describe("what is over", () => {
  test.each(OVER)("UP7 is neither sent nor kept, and calling it off changes nothing: %s", (state) => {
    const upload = inState(state);
    expect([upload.take(sends()), upload.take(keeps())]).toEqual(["uploadOver", "uploadOver"]);
    ignores(upload, cancels);
  });

  test.each(OVER)("UP9 is erased until it is, once more with each part that comes late: %s", (state) => {
    const upload = inState(state);
    upload.take(part(1));
    expect([...upload.timers.keys()]).toContain("late");
    upload.take(settles({ kind: "failed", reason: "503" }));
    expect([...upload.timers.keys()]).toContain("erase");
    upload.take(erasesAgain);
    expect(upload.erasing).toMatchObject([{ again: true }]);
    ignores(upload, settles());
    ignores(upload, erased);
  });

  test.each(["uploading", "stored", "kept"])("UP9 called off, it is erased: %s", (state) => {
    const upload = inState(state);
    expect(upload.take(cancels)).toBeUndefined();
    expect([upload.state, upload.erasing.length]).toEqual(["cancelled", 1]);
  });

  test.each(["chosen", "checked"])("UP9 called off before it was begun, there is nothing to erase: %s", (state) => {
    const upload = inState(state);
    expect(upload.take(cancels)).toBeUndefined();
    expect([upload.state, upload.asked]).toEqual(["cancelled", []]);
  });
});

test.each(["sending", "sent"])("UP7 what is %s is not kept, and not sent twice", (state) => {
  const upload = inState(state);
  ignores(upload, keeps());
  ignores(upload, sends());
});

test("UP3 UP9 what is not what it should be is told, and erased", () => {
  const sent = Upload.after(...STORED);
  sent.take(sends({ bytes: BYTES - 1 }));
  expect([sent.state, sent.context.reason, sent.erasing.length]).toEqual(["failed", "fileDamaged", 1]);
  const kept = Upload.after(...FETCHED);
  kept.take(keeps({ bytes: BYTES - 1 }));
  expect([kept.state, kept.context.reason, kept.erasing.length]).toEqual(["failed", "fileDamaged", 1]);
});

test("UP5 a line has it; declined, it is stored, and says why", () => {
  const upload = inState("sending");
  upload.take(declined);
  expect([upload.state, upload.context.reason]).toEqual(["stored", "conversationNotOpen"]);
  upload.take(sends());
  upload.take(taken);
  expect([upload.state, upload.context.seq]).toEqual(["sent", 7]);
});

test("UP13 what somebody here sends is kept for nobody", () => {
  expect(inState("stored").take(keeps())).toBe("uploadOver");
});

test("UP8 UP10 what is kept is gone a day after, or with its message", () => {
  const [left, withdrawn] = [inState("kept"), inState("kept")];
  left.take(sweeps);
  expect([left.state, left.context.reason, left.erasing.length]).toEqual(["gone", "uploadExpired", 1]);
  withdrawn.take(erased);
  expect([withdrawn.state, withdrawn.context.reason, withdrawn.context.promise?.name]).toEqual([
    "gone",
    "fileErased",
    "",
  ]);
});
