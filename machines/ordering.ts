/**
 * The order in which a screen shows lines. The thread's own numbers say in which order things happened here, and stay as they are; a
 * provider may bring a customer's messages in another order than that in which they were sent.
 */

export interface Placed {
  seq: number;
  kind: string;
  from?: "customer" | "agent";
  /** Of a customer's line from outside: by the provider's clock. */
  sentAt?: number;
}

const sentAtOf = ({ from, sentAt }: Placed): number | undefined => (from === "customer" ? sentAt : undefined);

/** What happens to a conversation while nobody says anything: it stays where it is, and the customer's lines go on around it. */
const ASIDE: readonly string[] = ["assigned", "returned", "woken"];

/**
 * CH12: what a customer sent, with nothing of anybody else between, by when they sent it; what they sent in the same moment as it came.
 * @param rows In order of their numbers. @returns the same array where nothing moves.
 */
export function inOrder<R extends Placed>(rows: readonly R[]): readonly R[] {
  const ordered = [...rows];
  let hasMoved = false;
  let run: number[] = [];
  const endRun = () => {
    const sorted = run.map((at) => rows[at]!).sort((a, b) => a.sentAt! - b.sentAt! || a.seq - b.seq);
    for (const [n, at] of run.entries()) {
      hasMoved ||= sorted[n] !== rows[at];
      ordered[at] = sorted[n]!;
    }
    run = [];
  };
  for (const [at, row] of rows.entries())
    if (sentAtOf(row) !== undefined) run.push(at);
    else if (!ASIDE.includes(row.kind)) endRun();
  endRun();
  return hasMoved ? ordered : rows;
}
