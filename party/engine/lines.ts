/**
 * The server's log: one JSON object a line. Lines about steps wait for the end of the turn, so that nobody waits for them: a line
 * costs as much as a stored key. All rooms of this isolate share them, because one that is ended cannot write its own any more.
 */
let waiting: Record<string, unknown>[] = [];
const LINES_AFTER_MS = 20;

function writeLines(): void {
  const lines = waiting;
  waiting = [];
  for (const { at, ...line } of lines)
    console.log(JSON.stringify({ at: new Date(at as number).toISOString(), ...line }));
}

export function log(line: Record<string, unknown>): void {
  const [first] = waiting.push(line) > 1 ? waiting : [];
  // Where the room whose timer should have written them is gone, the next to speak does.
  const late = first !== undefined && (line["at"] as number) - (first["at"] as number) > 2 * LINES_AFTER_MS;
  if (line["level"] !== undefined || late) writeLines();
  else if (waiting.length === 1) setTimeout(writeLines, LINES_AFTER_MS);
}
