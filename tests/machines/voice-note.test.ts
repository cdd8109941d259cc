import { expect, test } from "vitest";
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import {
  recordedMs,
  VOICE_MAX_MS,
  VOICE_MIN_MS,
  VOICE_REASONS,
  voiceNoteMachine,
  type VoiceNoteContext,
  type VoiceNoteEvent,
} from "../../machines/voice-note.ts";
import { stateOf, take, type Taken } from "./support/asked.ts";
import { lines, omissions, render, type TruthTable } from "./support/truth-table.ts";

const START = 1_000_000;
const LATER = START + 5000;

const idle = initialTransition(voiceNoteMachine, {})[0] as AnyMachineSnapshot;
const after = (from: AnyMachineSnapshot, ...events: VoiceNoteEvent[]): AnyMachineSnapshot =>
  events.reduce((snapshot, event) => take(voiceNoteMachine, snapshot, event).snapshot, from);
const asksIn = ({ asked }: Taken): string[] => asked.map(({ type }) => type);
const contextOf = (snapshot: AnyMachineSnapshot): VoiceNoteContext => snapshot.context as VoiceNoteContext;

const asking = after(idle, { type: "voice.asked", at: START });
const recording = after(asking, { type: "microphone.given", at: START });
const paused = after(recording, { type: "voice.paused", at: LATER });
const finishing = after(recording, { type: "voice.stopped", at: LATER });
const reviewing = after(finishing, { type: "voice.ready", at: LATER });
const failed = after(asking, { type: "microphone.refused", reason: "denied", at: START });

const states = { idle, asking, recording, paused, finishing, reviewing, failed };
const events = {
  "voice.asked": { type: "voice.asked", at: LATER },
  "microphone.given": { type: "microphone.given", at: LATER },
  "microphone.refused": { type: "microphone.refused", reason: "busy", at: LATER },
  "microphone.lost": { type: "microphone.lost", at: LATER },
  "voice.paused": { type: "voice.paused", at: LATER },
  "voice.resumed": { type: "voice.resumed", at: LATER },
  "voice.stopped": { type: "voice.stopped", at: LATER },
  "clock.ticked": { type: "clock.ticked", at: LATER },
  "clock.ticked at the end": { type: "clock.ticked", at: START + VOICE_MAX_MS },
  "voice.ready": { type: "voice.ready", at: LATER },
  "voice.failed": { type: "voice.failed", at: LATER },
  "voice.discarded": { type: "voice.discarded", at: LATER },
  "voice.taken": { type: "voice.taken", at: LATER },
} satisfies Record<string, VoiceNoteEvent>;

const table: TruthTable = { machine: voiceNoteMachine, states, events };

const TABLE = `
event                   | idle    | asking    | recording | paused    | finishing | reviewing | failed
voice.asked             | asking  | ignored   | ignored   | ignored   | ignored   | ignored   | asking
microphone.given        | ignored | recording | ignored   | ignored   | ignored   | ignored   | ignored
microphone.refused      | ignored | failed    | ignored   | ignored   | ignored   | ignored   | ignored
microphone.lost         | ignored | ignored   | finishing | finishing | ignored   | ignored   | ignored
voice.paused            | ignored | ignored   | paused    | ignored   | ignored   | ignored   | ignored
voice.resumed           | ignored | ignored   | ignored   | recording | ignored   | ignored   | ignored
voice.stopped           | ignored | ignored   | finishing | finishing | ignored   | ignored   | ignored
clock.ticked            | ignored | ignored   | ignored   | ignored   | ignored   | ignored   | ignored
clock.ticked at the end | ignored | ignored   | finishing | ignored   | ignored   | ignored   | ignored
voice.ready             | ignored | ignored   | ignored   | ignored   | reviewing | ignored   | ignored
voice.failed            | ignored | ignored   | failed    | failed    | failed    | ignored   | ignored
voice.discarded         | ignored | idle      | idle      | idle      | idle      | idle      | idle
voice.taken             | ignored | ignored   | ignored   | ignored   | ignored   | idle      | ignored
`;

test("a voice note does in each of its states with every event what the table says", () => {
  expect(render(table)).toBe(lines(TABLE));
});

test("the table of voice notes leaves out no state and no event", () => {
  expect(omissions(table)).toEqual([]);
});

test("VN1: recording begins when the microphone is given, and not when it is asked for", () => {
  expect(asksIn(take(voiceNoteMachine, idle, events["voice.asked"]))).toEqual(["openMicrophone"]);
  expect(asksIn(take(voiceNoteMachine, asking, events["microphone.given"]))).toEqual(["record"]);
});

test.each(VOICE_REASONS)("VN1: a microphone that is not given says why: %s", (reason) => {
  const snapshot = after(asking, { type: "microphone.refused", reason, at: START });
  expect(contextOf(snapshot).reason).toBe(reason);
  expect(contextOf(after(snapshot, events["voice.asked"])).reason).toBeNull();
});

test("VN2: a note is as long as what was recorded, however long the pause was", () => {
  const again = after(paused, { type: "voice.resumed", at: LATER + 60_000 });
  expect(recordedMs(contextOf(paused), LATER + 30_000)).toBe(5000);
  expect(recordedMs(contextOf(again), LATER + 62_000)).toBe(7000);
  const stopped = after(again, { type: "voice.stopped", at: LATER + 63_000 });
  expect(recordedMs(contextOf(stopped), LATER + 99_000)).toBe(8000);
});

test("VN2: stopped in a pause, a note is as long as what was recorded before it", () => {
  const pausing = after(recording, events["voice.paused"]);
  const stopped = after(pausing, { type: "voice.stopped", at: LATER + 60_000 });
  expect([stateOf(stopped), recordedMs(contextOf(stopped), LATER + 99_000)]).toEqual(["finishing", 5000]);
});

test("VN2: a clock that is set back takes nothing away", () => {
  expect(recordedMs(contextOf(recording), START - 1000)).toBe(0);
});

test("VN3: of less than half a second nothing is kept, of half a second the note", () => {
  const short = take(voiceNoteMachine, recording, { type: "voice.stopped", at: START + VOICE_MIN_MS - 1 });
  expect([stateOf(short.snapshot), contextOf(short.snapshot).reason, asksIn(short)]).toEqual([
    "failed",
    "tooShort",
    ["dropRecording"],
  ]);
  const enough = take(voiceNoteMachine, recording, { type: "voice.stopped", at: START + VOICE_MIN_MS });
  expect([stateOf(enough.snapshot), asksIn(enough)]).toEqual(["finishing", ["finishRecording"]]);
});

test("VN3: so short, nothing is kept of what was paused or whose microphone was lost", () => {
  const pausing = after(recording, { type: "voice.paused", at: START + VOICE_MIN_MS - 1 });
  const short = [
    take(voiceNoteMachine, pausing, events["voice.stopped"]),
    take(voiceNoteMachine, pausing, events["microphone.lost"]),
    take(voiceNoteMachine, recording, { type: "microphone.lost", at: START + VOICE_MIN_MS - 1 }),
  ];
  for (const taken of short)
    expect([contextOf(taken.snapshot).reason, asksIn(taken)]).toEqual(["tooShort", ["dropRecording"]]);
});

test("VN4: a note ends by itself at its longest, and is never longer", () => {
  const own = initialTransition(voiceNoteMachine, { maxMs: 60_000 })[0] as AnyMachineSnapshot;
  const speaking = after(own, { type: "voice.asked", at: START }, { type: "microphone.given", at: START });
  expect(stateOf(after(speaking, { type: "clock.ticked", at: START + 59_999 }))).toBe("recording");
  const ended = take(voiceNoteMachine, speaking, { type: "clock.ticked", at: START + 60_040 });
  expect([stateOf(ended.snapshot), asksIn(ended)]).toEqual(["finishing", ["finishRecording"]]);
  expect(contextOf(ended.snapshot).beforeMs).toBe(60_000);
});

test("VN4: what was said before the microphone was lost is kept", () => {
  const lost = take(voiceNoteMachine, recording, events["microphone.lost"]);
  expect([stateOf(lost.snapshot), asksIn(lost)]).toEqual(["finishing", ["finishRecording"]]);
  const inPause = take(voiceNoteMachine, paused, events["microphone.lost"]);
  expect([stateOf(inPause.snapshot), contextOf(inPause.snapshot).beforeMs]).toEqual(["finishing", 5000]);
});

test("VN5: whoever said it hears it, and takes it, before anybody else", () => {
  const heard = after(finishing, events["voice.ready"]);
  expect([stateOf(heard), asksIn(take(voiceNoteMachine, heard, events["voice.taken"]))]).toEqual([
    "reviewing",
    ["dropRecording"],
  ]);
});

test("VN5: nothing is taken that nobody could hear", () => {
  const takers = Object.entries(states).filter(
    ([, snapshot]) => take(voiceNoteMachine, snapshot, events["voice.taken"]).heard,
  );
  expect(takers.map(([name]) => name)).toEqual(["reviewing"]);
});

test.each(["asking", "recording", "paused", "finishing", "reviewing", "failed"] as const)(
  "VN6: thrown away while %s, nothing is held and it can begin anew",
  (state) => {
    const thrown = take(voiceNoteMachine, states[state], events["voice.discarded"]);
    expect([stateOf(thrown.snapshot), asksIn(thrown)]).toEqual(["idle", ["dropRecording"]]);
    expect(contextOf(thrown.snapshot)).toEqual(contextOf(idle));
  },
);

test.each(["recording", "paused", "finishing"] as const)("VN6: what fails while %s is let go", (state) => {
  const broken = take(voiceNoteMachine, states[state], events["voice.failed"]);
  expect([contextOf(broken.snapshot).reason, asksIn(broken)]).toEqual(["failed", ["dropRecording"]]);
});
