/** What a panel sees of the queue. It sends the queue no commands: conversations and agents' rooms do. */

/** Topic `figures`: the four numbers at the top of the panel. Times in milliseconds; null: nothing to show. */
export interface FiguresView {
  averageWaitMs: number | null;
  longestWaitMs: number | null;
  waiting: number;
  present: number;
  available: number;
}

/** Topic `seats`: under `seats:<agent id>`, for choosing a colleague. */
export interface SeatView {
  id: string;
  name: string;
  present: boolean;
  available: boolean;
  load: number;
  capacity: number;
  departments: string[];
  /** Why a conversation cannot be transferred there now, or true. */
  transfer: true | "agentNotPresent" | "agentUnavailable" | "agentAtCapacity";
}
