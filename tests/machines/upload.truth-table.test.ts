import { expect, test } from "vitest";
import { MB } from "../../machines/media-limits.ts";
import { uploadMachine } from "../../machines/upload.ts";
import { lines, omissions, render, unanswered, type TruthTable } from "./support/truth-table.ts";
import {
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
} from "./support/upload.ts";

/** In `uploading` the first of two parts is there. */
const states = {
  chosen: new Upload().snapshot,
  checked: Upload.after(inspected()).snapshot,
  uploading: Upload.after(begins(), part(0)).snapshot,
  stored: Upload.after(...STORED).snapshot,
  kept: Upload.after(...FETCHED, keeps()).snapshot,
  sending: Upload.after(...STORED, sends()).snapshot,
  sent: Upload.after(...STORED, sends(), taken).snapshot,
  failed: Upload.after(...STORED, sends({ type: "image/heic" })).snapshot,
  cancelled: Upload.after(...STORED, cancels).snapshot,
  gone: Upload.after(...STORED, sweeps).snapshot,
};

const failure = { kind: "failed", reason: "no store" } as const;
const steps = {
  "file.inspected": inspected(),
  "file.inspected of another type": inspected({ type: "image/heic" }),
  "upload.begun": begins(),
  "upload.begun too large": begins({ bytes: 11 * MB }),
  "upload.begun otherwise": begins({ name: "otro.jpg" }),
  "part.stored the first": part(0),
  "part.stored the last": part(1),
  "part.stored one too many": part(2),
  "part.stored too short": part(1, 9),
  "upload.send": sends(),
  "upload.send another type": sends({ type: "image/heic" }),
  "upload.send another size": sends({ bytes: 3 }),
  "upload.send long caption": sends({}, "x".repeat(1025)),
  "upload.keep": keeps(),
  "upload.keep a program": keeps({ type: "application/x-elf" }),
  "upload.cancel": cancels,
  "sweep.due": sweeps,
  "erase.due": erasesAgain,
  "erase.settled": settles(),
  "erase.settled in vain": settles(failure),
  "file.taken": taken,
  "file.declined": declined,
  "file.erased": erased,
};
const events = Object.fromEntries(Object.entries(steps).map(([label, step]) => [label, { ...step, at: 60_000 }]));

const table: TruthTable = { machine: uploadMachine, states, events };

const BEFORE = `
event                          | chosen           | checked          | uploading          | stored
file.inspected                 | checked          | ignored          | ignored            | ignored
file.inspected of another type | failed           | ignored          | ignored            | ignored
upload.begun                   | uploading        | uploading        | ·                  | ·
upload.begun too large         | no: fileTooLarge | no: fileTooLarge | no: fileTaken      | no: fileTaken
upload.begun otherwise         | uploading        | uploading        | no: fileTaken      | no: fileTaken
part.stored the first          | no: uploadOver   | no: uploadOver   | ·                  | ·
part.stored the last           | no: uploadOver   | no: uploadOver   | stored             | ·
part.stored one too many       | no: uploadOver   | no: uploadOver   | no: unexpectedPart | no: unexpectedPart
part.stored too short          | no: uploadOver   | no: uploadOver   | no: unexpectedPart | no: unexpectedPart
upload.send                    | no: uploadOver   | no: uploadOver   | no: partsMissing   | sending
upload.send another type       | no: uploadOver   | no: uploadOver   | no: partsMissing   | failed
upload.send another size       | no: uploadOver   | no: uploadOver   | no: partsMissing   | failed
upload.send long caption       | no: uploadOver   | no: uploadOver   | no: partsMissing   | no: captionTooLong
upload.keep                    | no: uploadOver   | no: uploadOver   | no: partsMissing   | no: uploadOver
upload.keep a program          | no: uploadOver   | no: uploadOver   | no: partsMissing   | no: uploadOver
upload.cancel                  | cancelled        | cancelled        | cancelled          | cancelled
sweep.due                      | ignored          | ignored          | gone               | gone
erase.due                      | ignored          | ignored          | ignored            | ignored
erase.settled                  | ignored          | ignored          | ignored            | ignored
erase.settled in vain          | ignored          | ignored          | ignored            | ignored
file.taken                     | ignored          | ignored          | ignored            | ignored
file.declined                  | ignored          | ignored          | ignored            | ignored
file.erased                    | ignored          | ignored          | ignored            | ignored
`;

const AFTER = `
event                          | sending            | sent               | failed         | cancelled      | gone
file.inspected                 | ignored            | ignored            | ignored        | ignored        | ignored
file.inspected of another type | ignored            | ignored            | ignored        | ignored        | ignored
upload.begun                   | ·                  | ·                  | ·              | ·              | ·
upload.begun too large         | no: fileTaken      | no: fileTaken      | no: fileTaken  | no: fileTaken  | no: fileTaken
upload.begun otherwise         | no: fileTaken      | no: fileTaken      | no: fileTaken  | no: fileTaken  | no: fileTaken
part.stored the first          | ·                  | ·                  | failed         | cancelled      | gone
part.stored the last           | ·                  | ·                  | failed         | cancelled      | gone
part.stored one too many       | no: unexpectedPart | no: unexpectedPart | failed         | cancelled      | gone
part.stored too short          | no: unexpectedPart | no: unexpectedPart | failed         | cancelled      | gone
upload.send                    | ·                  | ·                  | no: uploadOver | no: uploadOver | no: uploadOver
upload.send another type       | ·                  | ·                  | no: uploadOver | no: uploadOver | no: uploadOver
upload.send another size       | ·                  | ·                  | no: uploadOver | no: uploadOver | no: uploadOver
upload.send long caption       | ·                  | ·                  | no: uploadOver | no: uploadOver | no: uploadOver
upload.keep                    | ·                  | ·                  | no: uploadOver | no: uploadOver | no: uploadOver
upload.keep a program          | ·                  | ·                  | no: uploadOver | no: uploadOver | no: uploadOver
upload.cancel                  | no: uploadSent     | no: uploadSent     | ·              | ·              | ·
sweep.due                      | ignored            | ignored            | ignored        | ignored        | ignored
erase.due                      | ignored            | ignored            | failed         | cancelled      | gone
erase.settled                  | ignored            | ignored            | ·              | ·              | ·
erase.settled in vain          | ignored            | ignored            | failed         | cancelled      | gone
file.taken                     | sent               | ignored            | ignored        | ignored        | ignored
file.declined                  | stored             | ignored            | ignored        | ignored        | ignored
file.erased                    | ignored            | gone               | ·              | ·              | ·
`;

/** Of a file that the server has fetched: `fetched` is `stored`. */
const FROM_ELSEWHERE = `
event                          | fetched            | kept
file.inspected                 | ignored            | ignored
file.inspected of another type | ignored            | ignored
upload.begun                   | no: fileTaken      | no: fileTaken
upload.begun too large         | no: fileTaken      | no: fileTaken
upload.begun otherwise         | no: fileTaken      | no: fileTaken
part.stored the first          | ·                  | ·
part.stored the last           | ·                  | ·
part.stored one too many       | no: unexpectedPart | no: unexpectedPart
part.stored too short          | no: unexpectedPart | no: unexpectedPart
upload.send                    | sending            | ·
upload.send another type       | sending            | ·
upload.send another size       | failed             | ·
upload.send long caption       | sending            | ·
upload.keep                    | kept               | ·
upload.keep a program          | failed             | ·
upload.cancel                  | cancelled          | cancelled
sweep.due                      | gone               | gone
erase.due                      | ignored            | ignored
erase.settled                  | ignored            | ignored
erase.settled in vain          | ignored            | ignored
file.taken                     | ignored            | sent
file.declined                  | ignored            | ignored
file.erased                    | ignored            | gone
`;

const only = (...names: (keyof typeof states)[]): TruthTable => ({
  ...table,
  states: Object.fromEntries(names.map((name) => [name, states[name]])),
});

test("a file that nobody has sent does with every event what the table says", () => {
  expect(render(only("chosen", "checked", "uploading", "stored"))).toBe(lines(BEFORE));
});

test("a file that is being sent, has been, or is over does with every event what the table says", () => {
  expect(render(only("sending", "sent", "failed", "cancelled", "gone"))).toBe(lines(AFTER));
});

test("UP13 a file that the server has fetched does with every event what the table says", () => {
  const fetched = { fetched: Upload.after(...FETCHED).snapshot, kept: states.kept };
  expect(render({ ...table, states: fetched })).toBe(lines(FROM_ELSEWHERE));
});

test("the table of files leaves out no state and no event", () => {
  expect(omissions(table)).toEqual([]);
});

test("whoever sends a file is answered in every state", () => {
  expect(unanswered(table, ["upload.begun", "part.stored", "upload.send", "upload.keep", "upload.cancel"])).toEqual([]);
});
