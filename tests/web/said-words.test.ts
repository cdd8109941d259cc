import { afterEach, expect, test, vi } from "vitest";
import type { FileRow } from "../../machines/thread.ts";
import type { LastSaid, Message } from "../../party/protocol/conversation.ts";
import type { Conversation } from "../../web/panel/state/conversation.ts";
import { fileCalled, lastWords, saidWords } from "../../web/panel/state/said-words.ts";
import type { Said } from "../../web/panel/state/said.ts";
import { en } from "../../web/panel/words/en.ts";
import { es } from "../../web/panel/words/es.ts";

let spoken = es;
vi.mock("../../web/panel/words/index.ts", () => ({ t: () => spoken }));
afterEach(() => void (spoken = es));

const NOTE: FileRow = { id: "f", kind: "audio", type: "audio/ogg", name: "voice.ogg", bytes: 9, voice: true };
const TIMED = { ...NOTE, durationMs: 65_400 };
const SONG: FileRow = { ...NOTE, voice: false, name: "canción.mp3", durationMs: 65_400 };

const row = (file: FileRow, caption = "", seq = 7): Said => {
  const said = { kind: "file", from: "customer", authorId: "x", authorName: "X", commandId: file.id } as const;
  return { ...said, at: 0, conversation: 1, seq, caption, file };
};
const last = (said: Partial<LastSaid>, rows: readonly Message[] = []): string =>
  lastWords({
    view: () =>
      ({ last: { from: "customer", kind: "audio", text: "", at: 0, seq: 7, ...said } }) as ReturnType<
        Conversation["view"]
      >,
    messages: () => rows,
  });

test("S10 a voice note is called so, and how long it is, in the list and in notices; any other sound is an audio", () => {
  expect([saidWords(row(NOTE)), saidWords(row(TIMED))]).toEqual(["Nota de voz", "Nota de voz (1:05)"]);
  expect(saidWords(row(TIMED, "Escúchala"))).toBe("Nota de voz (1:05): Escúchala");
  expect(saidWords(row(SONG, "La nuestra"))).toBe("Audio: La nuestra");
  expect(last({}, [row(SONG, "", 6), row(TIMED)])).toBe("Nota de voz (1:05)");
  expect(last({}, [row(SONG)])).toBe("Audio");
  spoken = en;
  expect(last({}, [row(TIMED)])).toBe("Voice note (1:05)");
});

test("S10 of a line that has not come yet the list says what the room says of it", () => {
  expect(last({}, [row(TIMED, "", 6)])).toBe("Audio");
  expect(last({ kind: "erased" }, [])).toBe("Mensaje borrado");
  expect(last({ kind: "text", text: "Hola" }, [])).toBe("Hola");
  expect(lastWords({ view: () => undefined, messages: () => [] })).toBe("");
});

test("CH1 what is neither text nor file is told by what it is", () => {
  expect(last({ kind: "location", text: "Puerta del Sol" })).toBe("Ubicación: Puerta del Sol");
  expect(last({ kind: "unsupported", text: "" })).toBe("Mensaje no compatible");
  expect(saidWords(row({ ...SONG, kind: "image", sticker: true }))).toBe("Sticker");
  const said = {
    ...row(SONG),
    kind: "shared",
    shared: { type: "contacts", people: [{ name: "Eva", phones: [], emails: [] }] },
  };
  expect(saidWords(said as unknown as Said)).toBe("Contacto: Eva");
});

test("a voice note has no name but that it is one", () => {
  expect([fileCalled(NOTE), fileCalled(SONG)]).toEqual(["Nota de voz", "canción.mp3"]);
});
