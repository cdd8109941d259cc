/** What a message from outside means for the thread: whose it is, which line it becomes or is about, and whether that is news. */
import type { OutsideOf } from "./outside-events.ts";
import type { Shared } from "./outside.ts";
import { isOf } from "./reaching.ts";
import { line, type Args, type Message, type Of, type ThreadContext } from "./thread.ts";
import { isBlank } from "./vocabulary.ts";

/** What a list of conversations says of a line. */
export const PREVIEW_CHARS = 120;
type Heard = Of<"outside.said" | "outside.reacted" | "outside.edited" | "outside.revoked" | "outside.noticed">;
export type Spoken = Of<"outside.said">;
type Known = Pick<ThreadContext, "channel" | "customer" | "outside">;

const UNKNOWN: Omit<OutsideOf, "inbox"> = {
  address: {},
  metAt: 0,
  windowUntil: null,
  windowClosed: false,
  blocked: false,
  blockedAt: 0,
  lastId: "",
  lastAt: 0,
  typingToldAt: 0,
  takenBack: [],
};

/** CH3: what their provider says of them with each message. What it leaves out stays as it was. */
export function met({ context, event }: Args): Known {
  const { inbox, channel, received } = event as Heard;
  const { address, name, username = "" } = received.contact;
  const { customer } = context;
  const outside = { ...UNKNOWN, ...context.outside };
  // What comes late says how it was.
  const isLate = received.sentAt < outside.metAt;
  const newer = (is: string, was: string) => (is !== "" && (was === "" || !isLate) ? is : was);
  return {
    channel,
    customer: {
      ...customer,
      name: newer(isBlank(name) ? "" : name, customer.name),
      phone: newer(address.phone ?? "", customer.phone),
      username: newer(username, customer.username),
    },
    outside: {
      ...outside,
      inbox,
      address: isLate ? { ...address, ...outside.address } : { ...outside.address, ...address },
      metAt: Math.max(outside.metAt, received.sentAt),
    },
  };
}

/** What a list of conversations says of something shared. */
export function sharedWords(shared: Shared): string {
  if (shared.type === "location") return shared.name ?? shared.address ?? "";
  if (shared.type === "contacts") return shared.people.map(({ name }) => name).join(", ");
  if (shared.type === "form") return shared.text || shared.name;
  return shared.type === "unsupported" ? "" : shared.text;
}

export function previewOf({ received: { said } }: Spoken): {
  kind: NonNullable<ThreadContext["last"]>["kind"];
  text: string;
} {
  if (said.kind === "text") return { kind: "text", text: said.text };
  if (said.kind === "shared") return { kind: said.shared.type, text: sharedWords(said.shared) };
  return { kind: said.file.sticker ? "sticker" : said.file.kind, text: said.caption };
}

/** What came late was sent before what the list says already. */
export const isOvertaken = ({ context: { last, outside }, event }: Args): boolean =>
  event.type === "outside.said" && last?.from === "customer" && event.received.sentAt < outside!.lastAt;

export function spokenLine(args: Args, ahead: number): Message {
  const { customer } = args.context;
  const { received, rows, fileId } = args.event as Spoken;
  const { id, sentAt, replyTo, forwarded, about, said } = received;
  const who = {
    from: "customer" as const,
    authorId: customer.id,
    authorName: customer.name,
    commandId: id,
    outsideId: id,
    sentAt,
    ...(replyTo === undefined ? {} : { replyTo: rows[0]?.seq ?? 0 }),
    ...(forwarded === undefined ? {} : { forwarded }),
    ...(about === undefined ? {} : { about }),
  };
  if (said.kind === "text") return line(args, { ...said, ...who }, ahead);
  if (said.kind === "shared") return line(args, { ...said, ...who }, ahead);
  const { mediaId: _, sha256: __, bytes = 0, ...file } = said.file;
  const { caption } = said;
  return line(
    args,
    { kind: "file" as const, ...who, caption, file: { id: fileId, ...file, bytes, coming: true } },
    ahead,
  );
}

/** CH4: it was sent and taken back, and here only the second has come in time. */
export const wasTakenBack = ({ context, event }: Args): boolean =>
  context.outside?.takenBack.includes((event as Spoken).received.id) === true;

export const heardOf = ({ event }: Args) => {
  const { received, rows } = event as Of<"outside.reacted" | "outside.edited" | "outside.revoked">;
  return { received, row: rows[0] ?? null };
};

export function isReactionToLine(args: Args): boolean {
  const { received, row } = heardOf(args);
  const isSaid = isOf(row, "customer") || isOf(row, "agent");
  return isSaid && received.sentAt >= (row.reactedAt ?? 0);
}
export function isEditOfLine(args: Args): boolean {
  const { received, row } = heardOf(args);
  return isOf(row, "customer") && ["text", "file"].includes(row.kind) && received.sentAt >= (row.editedAt ?? 0);
}
export const isRevokeOfLine = (args: Args): boolean => isOf(heardOf(args).row, "customer");
export const isOfUnknown = (args: Args): boolean => heardOf(args).row === null;
export function movedTo({ context, event }: Args): Pick<ThreadContext, "customer" | "outside"> {
  const { to, when } = event as Of<"outside.addressChanged">;
  const { customer } = context;
  const outside = context.outside!;
  return {
    customer: { ...customer, phone: to.phone ?? customer.phone },
    outside: { ...outside, address: { ...outside.address, ...to }, metAt: Math.max(outside.metAt, when) },
  };
}
/** CH13 */
export const isNewsOfBlock = ({ context: { outside }, event }: Args): boolean => {
  const { blocked, when } = event as Of<"outside.blocked">;
  return outside !== null && when >= outside.blockedAt && (!blocked || when > outside.lastAt);
};
export const fileTold = ({ event }: Args) => event as Of<"file.came" | "file.missing">;
/** CH2 */
export const awaitsFile = (args: Args): boolean => fileTold(args).row?.kind === "file";
export const isErasedFile = (args: Args): boolean => fileTold(args).row?.kind === "erased";
