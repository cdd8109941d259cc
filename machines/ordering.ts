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

/**
 * CH12: what a customer sent, with nothing of anybody else between, by when they sent it; what they sent in the same moment as it came.
 * @param rows In order of their numbers. @returns the same array where nothing moves.
 */
export function inOrder<R extends Placed>(rows: readonly R[]): readonly R[] {
  const isLate = (row: R, index: number) => {
    const before = index > 0 ? sentAtOf(rows[index - 1]!) : undefined;
    const sentAt = sentAtOf(row);
    return before !== undefined && sentAt !== undefined && sentAt < before;
  };
  if (!rows.some(isLate)) return rows;
  const ordered: R[] = [];
  let run: R[] = [];
  const endRun = () => {
    ordered.push(...run.sort((a, b) => a.sentAt! - b.sentAt! || a.seq - b.seq));
    run = [];
  };
  for (const row of rows) {
    if (sentAtOf(row) !== undefined) {
      run.push(row);
      continue;
    }
    endRun();
    ordered.push(row);
  }
  endRun();
  return ordered;
}
