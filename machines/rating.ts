/** What the customer thinks of the conversation that has just ended: asked once, for a day. */
import { line, type Args, type Message, type Of, type Rating, type ThreadContext } from "./thread.ts";
import { NOTE_MAX_CHARS, RATING_MS } from "./vocabulary.ts";

/** CV15: a conversation that no agent ever had is not rated, and neither is one a second time after it was reopened. */
export function ratingAfterEnd(context: ThreadContext, at: number): Rating | null {
  if (context.assignedAt === 0) return null;
  const { conversation, rating } = context;
  const before = rating?.conversation === conversation ? rating.score : null;
  return { conversation, until: at + RATING_MS, score: before };
}

/** CV15: opened again, it is not over, whoever has it. What was said of it stays. */
export const notOver = ({ context: { rating } }: Args): Pick<ThreadContext, "rating"> => ({
  rating: rating && { ...rating, until: 0 },
});

export const hasNothingToRate = ({ context: { rating }, event }: Args): boolean =>
  rating === null || event.at >= rating.until;
/** CV26: a newer one has ended since the stars were shown. */
export const isRatingOver = ({ context: { rating }, event }: Args): boolean =>
  rating?.conversation !== (event as Of<"conversation.rated">).conversation;
export const isAlreadyRated = ({ context }: Args): boolean => context.rating?.score != null;
export const isCommentTooLong = ({ event }: Args): boolean =>
  (event as Of<"conversation.rated">).comment.length > NOTE_MAX_CHARS;

/** The row says which conversation it is about: a newer one may be open by now. */
export function ratedLine(args: Args): Message {
  const { score, comment } = args.event as Of<"conversation.rated">;
  return { ...line(args, { kind: "rated" as const, score, comment }), conversation: args.context.rating!.conversation };
}

export const rated = ({ context, event }: Args): Pick<ThreadContext, "seq" | "rating"> => ({
  seq: context.seq + 1,
  rating: { ...context.rating!, score: (event as Of<"conversation.rated">).score },
});
