import { describe, expect, test } from "vitest";
import { MB } from "../../machines/media-limits.ts";
import { UNSENT_MAX_MS, bytesOfPart, fileOf, partsOf, PART_BYTES } from "../../machines/upload-setup.ts";
import { luis, rosa } from "./support/thread.ts";
import {
  BYTES,
  FETCHED,
  ID,
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

const HOUR_MS = 3_600_000;
const FAILED = settles({ kind: "failed", reason: "no store" });

describe("beginning", () => {
  test("UP1 begun twice by the same person in the same way, it is one file", () => {
    const upload = Upload.after(begins(), part(0));
    expect(upload.take(begins())).toBeUndefined();
    expect(upload.asked).toEqual([]);
    expect([upload.state, upload.context.have]).toEqual(["uploading", [0]]);
  });

  test.each([
    ["by somebody else", begins({}, luis)],
    ["of another name", begins({ name: "otro.jpg" })],
    ["of another size", begins({ bytes: 11 })],
    ["into another thread", begins({ thread: "demo_juan" })],
  ])("UP1 begun again %s, it is refused", (_, other) => {
    expect(Upload.after(begins()).take(other)).toBe("fileTaken");
  });

  test.each([
    ["fileEmpty", begins({ bytes: 0 })],
    ["fileTooLarge", begins({ bytes: 10 * MB + 1 })],
    ["fileNameInvalid", begins({ name: "  " })],
    ["fileNameInvalid", begins({ name: "\u200b\u202e\u3000" })],
    ["fileNameInvalid", begins({ name: "../../etc/passwd" })],
  ])("UP2 %s: it is not begun, and nothing of it is kept", (reason, step) => {
    const upload = new Upload();
    expect(upload.take(step)).toBe(reason);
    expect([upload.state, upload.context.promise]).toEqual(["chosen", null]);
  });

  test("UP3 a browser that looks into it first begins it as any other, or does not", () => {
    const upload = Upload.after(inspected());
    expect([upload.state, upload.context.found?.type]).toEqual(["checked", "image/jpeg"]);
    upload.take(begins());
    expect(upload.state).toBe("uploading");
    const heic = Upload.after(inspected({ type: "image/heic" }));
    expect([heic.state, heic.context.reason]).toEqual(["failed", "fileNotAsNamed"]);
  });
});

describe("parts", () => {
  test("UP4 a file is as many parts as it fills, and the last has the rest", () => {
    expect([partsOf(1), partsOf(PART_BYTES), partsOf(BYTES)]).toEqual([1, 1, 2]);
    expect([bytesOfPart(BYTES, 0), bytesOfPart(BYTES, 1), bytesOfPart(PART_BYTES, 0)]).toEqual([
      PART_BYTES,
      10,
      PART_BYTES,
    ]);
  });

  test("UP4 in whatever order they come, and whichever comes twice, it is stored once all are there", () => {
    const upload = Upload.after(begins(), part(1), part(1));
    expect([upload.state, upload.context.have]).toEqual(["uploading", [1]]);
    upload.take(part(0));
    expect([upload.state, upload.context.have]).toEqual(["stored", [0, 1]]);
    expect(upload.take(part(0))).toBeUndefined();
  });

  test("UP4 what is there and is not what was promised has failed, and is erased", () => {
    const upload = Upload.after(...STORED, sends({ bytes: BYTES - 1 }));
    expect([upload.state, upload.context.reason]).toEqual(["failed", "fileDamaged"]);
    expect(upload.erasing).toHaveLength(1);
  });
});

describe("sending", () => {
  test("UP5 its thread is told by its room, with all that a screen must know before it loads it", () => {
    const upload = Upload.after(...STORED, sends());
    const file = {
      id: ID,
      kind: "image",
      type: "image/jpeg",
      name: "recibo.jpg",
      bytes: BYTES,
      width: 800,
      height: 600,
    };
    const event = {
      type: "file.arrived",
      side: "customer",
      owner: rosa,
      conversation: null,
      caption: "El recibo",
      file,
    };
    expect(upload.told).toEqual([{ thread: "demo_rosa", event }]);
  });

  test("UP5 a voice note says that it is one, and how long it is", () => {
    const inside = { type: "audio/ogg", audio: { codec: "opus", channels: 1 }, durationMs: 2500 };
    const upload = Upload.after(begins({ kind: "audio", name: "nota.ogg", bytes: 10, voice: true }), part(0, 10));
    upload.take(sends({ ...inside, bytes: 10 }, ""));
    const { width: _w, height: _h, ...row } = fileOf(upload.context);
    expect(row).toMatchObject({ kind: "audio", type: "audio/ogg", durationMs: 2500, voice: true });
  });

  test("UP5 what the thread declines is stored as before, says why, and may be sent again", () => {
    const upload = Upload.after(...STORED, sends(), declined);
    expect([upload.state, upload.context.reason]).toEqual(["stored", "conversationNotOpen"]);
    upload.take(sends());
    expect([upload.state, upload.context.reason, upload.told.length]).toEqual(["sending", null, 1]);
  });

  test("UP6 where there is no caption there is none, and too long a one is not cut", () => {
    const upload = Upload.after(begins({ channel: "whatsapp", kind: "audio", name: "a.mp3", bytes: 10 }), part(0, 10));
    const mp3 = { type: "audio/mpeg", bytes: 10, audio: { codec: "mp3", channels: 2 } };
    expect(upload.take(sends(mp3, "Escucha"))).toBe("captionNotTaken");
    expect(upload.take(sends(mp3, ""))).toBeUndefined();
    const image = Upload.after(...STORED);
    expect(image.take(sends({}, "x".repeat(1025)))).toBe("captionTooLong");
    expect([image.state, image.take(sends({}, "x".repeat(1024)))]).toEqual(["stored", undefined]);
  });

  test("UP7 sent twice it is told once, and cannot be taken back", () => {
    for (const upload of [Upload.after(...STORED, sends()), Upload.after(...STORED, sends(), taken)]) {
      upload.take(sends());
      expect(upload.told).toEqual([]);
      expect(upload.take(cancels)).toBe("uploadSent");
      expect(upload.erasing).toEqual([]);
    }
  });
});

describe("what becomes of it", () => {
  test("UP8 a day after it was begun it is gone, wherever it is by then", () => {
    for (const steps of [[begins()], [begins(), part(0)], STORED]) {
      const upload = Upload.after(...steps);
      expect(upload.timers.get("sweep")).toBe(1000 + UNSENT_MAX_MS);
      upload.take({ ...sweeps, at: 1000 + UNSENT_MAX_MS });
      expect([upload.state, upload.context.reason]).toEqual(["gone", "uploadExpired"]);
      expect(upload.erasing).toEqual([{ project: "demo", id: ID, parts: 2, again: false }]);
    }
  });

  test("UP8 nothing sweeps what is being sent or has been; what was declined has a day again", () => {
    const upload = Upload.after(...STORED, sends());
    expect(upload.timers.has("sweep")).toBe(false);
    upload.take(declined);
    expect(upload.timers.get("sweep")).toBe(upload.now + UNSENT_MAX_MS);
    upload.take(sends());
    upload.take(taken);
    expect([...upload.timers]).toEqual([]);
  });

  test("UP9 what was called off is erased at once, and an hour later once more", () => {
    const upload = Upload.after(begins(), part(0), cancels);
    expect(upload.erasing).toHaveLength(1);
    expect([...upload.timers]).toEqual([["late", upload.now + HOUR_MS]]);
    upload.take(settles());
    expect(upload.erasing).toEqual([]);
    upload.take(erasesAgain);
    expect(upload.erasing).toMatchObject([{ parts: 2, again: true }]);
  });

  test("UP9 each part that comes later still is erased an hour after it came", () => {
    const upload = Upload.after(begins(), part(0), cancels, settles(), erasesAgain, settles());
    expect(upload.take(part(1))).toBeUndefined();
    expect([upload.state, [...upload.timers]]).toEqual(["cancelled", [["late", upload.now + HOUR_MS]]]);
    upload.take(erasesAgain);
    expect(upload.erasing).toMatchObject([{ parts: 2, again: true }]);
  });

  test("UP9 erasing that fails is tried again, each time twice as late, at most every six hours", () => {
    const upload = Upload.after(begins(), cancels);
    const rests = Array.from({ length: 12 }, () => {
      upload.take(FAILED);
      const rest = upload.timers.get("erase")! - upload.now;
      upload.take(erasesAgain);
      expect(upload.erasing).toHaveLength(1);
      return rest / 60_000;
    });
    expect(rests).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
  });

  test("UP10 with its message it is erased, and neither its name nor what was said with it is left", () => {
    const upload = Upload.after(...STORED, sends({}, "Mi número es el 600 123 456"), taken, erased);
    expect([upload.state, upload.context.reason]).toEqual(["gone", "fileErased"]);
    expect(upload.erasing).toMatchObject([{ parts: 2 }]);
    expect(JSON.stringify(upload.context)).not.toMatch(/recibo|123 456/);
  });
});

describe("a file that the server fetches", () => {
  test("UP12 is kept whatever its channel lets us send", () => {
    const large = Upload.after(begins({ received: true, channel: "whatsapp", bytes: 100 * MB }));
    expect(large.state).toBe("uploading");
    const heic = Upload.after(...FETCHED, keeps({ type: "image/heic" }));
    expect([heic.state, fileOf(heic.context).kind]).toEqual(["kept", "document"]);
    const long = Upload.after(...FETCHED, sends({}, "x".repeat(4096)));
    expect(long.told).toMatchObject([{ event: { type: "file.arrived", file: { kind: "image" } } }]);
  });

  test.each([
    ["fileTooLarge", { bytes: 100 * MB + 1 }],
    ["fileEmpty", { bytes: 0 }],
  ])("UP12 %s: it is not begun", (reason, said) => {
    expect(new Upload().take(begins({ received: true, ...said }))).toBe(reason);
  });

  test("UP12 what runs is not kept, is erased, and says what it is", () => {
    const upload = Upload.after(...FETCHED, keeps({ type: "application/x-elf" }));
    expect([upload.state, upload.context.refusal]).toEqual([
      "failed",
      { ok: false, reason: "fileRuns", type: "application/x-elf" },
    ]);
    expect(upload.erasing).toHaveLength(1);
  });

  test("UP13 it waits for its line, and is gone after a day without one", () => {
    const upload = Upload.after(...FETCHED, keeps());
    expect([upload.told, upload.timers.has("sweep")]).toEqual([[], true]);
    upload.take({ ...sweeps, at: 1000 + UNSENT_MAX_MS });
    expect([upload.state, upload.context.reason, upload.erasing.length]).toEqual(["gone", "uploadExpired", 1]);
  });

  test("UP13 taken it is as any that was sent: nothing sweeps it, and it is erased with its message", () => {
    const upload = Upload.after(...FETCHED, keeps(), taken);
    expect([upload.state, upload.context.seq, [...upload.timers]]).toEqual(["sent", 7, []]);
    upload.take(erased);
    expect([upload.state, upload.erasing.length]).toEqual(["gone", 1]);
  });
});
