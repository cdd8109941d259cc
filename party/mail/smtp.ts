/**
 * One letter to one SMTP server (RFC 5321), over whatever connects.
 *
 * Our own, though there is a library for workers: worker-mailer 1.2 waits for the next line in a loop that never ends once the
 * server has hung up, and so stops everything else in the process for ever; and where somebody on the way takes STARTTLS out of
 * what the server offers, it says the password in the clear. It also gives no way to tell whether a letter had been handed over
 * when things went wrong, which is what decides about sending it again.
 */
import type { MailAnswer } from "../../machines/mail.ts";
import { domainOf, type MailAddress } from "./address.ts";
import { isLoopback, type Smtp } from "./settings.ts";

/** As `cloudflare:sockets` gives it. */
export interface Wire {
  readable: ReadableStream<Uint8Array>;
  writable: WritableStream<Uint8Array>;
  opened: Promise<unknown>;
  startTls(): Wire;
  close(): Promise<void>;
}

export type Connect = (
  at: { hostname: string; port: number },
  options: { secureTransport: "on" | "starttls"; allowHalfOpen: false },
) => Wire;

export interface Envelope {
  from: MailAddress;
  to: MailAddress;
  /** As `mimeOf` makes it. */
  data: string;
}

interface Reply {
  code: number;
  /** What stands after the code, line by line. */
  lines: string[];
}

/** The port on which letters are handed in, never without TLS. */
const SUBMISSION_PORT = 587;
/** For the other side to say goodbye. */
const LEAVE_MAX_MS = 1000;
const REPLY_MAX_CHARS = 16_384;
const SHOWN_MAX_CHARS = 300;

/** The server said no. */
class Declined extends Error {
  constructor(
    readonly step: string,
    readonly reply: Reply,
  ) {
    super(`${step}: ${reply.code} ${reply.lines.join(" ")}`.slice(0, SHOWN_MAX_CHARS));
  }
}

/** Lines to and fro. Whatever waits is let go when the signal is given. */
class Talk {
  #reader: ReadableStreamDefaultReader<Uint8Array>;
  #writer: WritableStreamDefaultWriter<Uint8Array>;
  #heard = "";
  readonly #decoder = new TextDecoder();

  constructor(
    private wire: Wire,
    private readonly inTime: <T>(work: Promise<T>) => Promise<T>,
  ) {
    this.#reader = wire.readable.getReader();
    this.#writer = wire.writable.getWriter();
  }

  async reply(): Promise<Reply> {
    for (;;) {
      const whole = /^(?:\d{3}-[^\n]*\n)*(\d{3})(?:[ \r][^\n]*)?\n/.exec(this.#heard);
      if (whole) {
        this.#heard = this.#heard.slice(whole[0].length);
        const lines = whole[0].trimEnd().split(/\r?\n/);
        return { code: Number(whole[1]), lines: lines.map((line) => line.slice(4)) };
      }
      const { done, value } = await this.inTime(this.#reader.read());
      if (done) throw new Error("the server has hung up");
      this.#heard += this.#decoder.decode(value, { stream: true });
      if (this.#heard.length > REPLY_MAX_CHARS) throw new Error("this is no SMTP server");
    }
  }

  write(text: string): Promise<void> {
    return this.inTime(this.#writer.write(new TextEncoder().encode(text)));
  }

  /** `shown`: what is told of it where it fails, since lines have passwords. */
  async say(line: string, wanted: number, shown = line): Promise<Reply> {
    await this.write(`${line}\r\n`);
    return this.expect(wanted, shown);
  }

  /** Of a reply's code the first digit, or all of it. */
  async expect(wanted: number, step: string): Promise<Reply> {
    const reply = await this.reply();
    if (reply.code !== wanted && Math.floor(reply.code / 100) !== wanted) throw new Declined(step, reply);
    return reply;
  }

  async startTls(): Promise<void> {
    await this.say("STARTTLS", 220);
    // Whoever could put lines between the two would have them taken for the server's.
    if (this.#heard !== "") throw new Error("the server said more before TLS than it may");
    this.#reader.releaseLock();
    this.#writer.releaseLock();
    // Its `opened` never resolves in workerd: a handshake that fails shows at the next line.
    this.wire = this.wire.startTls();
    this.#reader = this.wire.readable.getReader();
    this.#writer = this.wire.writable.getWriter();
  }

  /** Takes leave, waits a moment for the answer, and hangs up. Waited for: on old runtimes a socket that nobody waits for stays. */
  async end(): Promise<void> {
    const leave = async (): Promise<void> => {
      await this.say("QUIT", 2);
      await this.wire.close();
    };
    let patience: ReturnType<typeof setTimeout> | undefined;
    const enough = new Promise<void>((done) => (patience = setTimeout(done, LEAVE_MAX_MS)));
    // What it answers changes nothing any more.
    await Promise.race([leave().catch(() => {}), enough]);
    clearTimeout(patience);
    void this.wire.close().catch(() => {});
  }
}

const utf8Base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

const startsTls = ({ lines }: Reply): boolean => lines.some((line) => /^STARTTLS\b/i.test(line));

async function logIn(talk: Talk, { lines }: Reply, { user, password }: NonNullable<Smtp["login"]>): Promise<void> {
  const ways = lines.flatMap((line) => (/^AUTH[ =]/i.test(line) ? line.toUpperCase().split(/[\s=]+/) : []));
  if (ways.includes("PLAIN")) {
    await talk.say(`AUTH PLAIN ${utf8Base64(`\0${user}\0${password}`)}`, 235, "AUTH PLAIN");
  } else if (ways.includes("LOGIN")) {
    await talk.say("AUTH LOGIN", 334);
    await talk.say(utf8Base64(user), 334, "AUTH LOGIN, name");
    await talk.say(utf8Base64(password), 235, "AUTH LOGIN, password");
  } else {
    throw new Error("the server takes no password, neither AUTH PLAIN nor AUTH LOGIN");
  }
}

async function introduce(talk: Talk, { host, port, isTls, login }: Smtp, name: string): Promise<void> {
  await talk.expect(220, "greeting");
  let offered = await talk.say(`EHLO ${name}`, 2);
  if (!isTls && startsTls(offered)) {
    await talk.startTls();
    offered = await talk.say(`EHLO ${name}`, 2);
  } else if (!isTls && !isLoopback(host) && (login !== null || port === SUBMISSION_PORT)) {
    throw new Error("the server offers no STARTTLS, and what we have to say is not for everybody on the way");
  }
  if (login) await logIn(talk, offered, login);
}

const shown = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).slice(0, SHOWN_MAX_CHARS);

/** Never throws. */
export async function sendBySmtp(
  { from, to, data }: Envelope,
  smtp: Smtp,
  connect: Connect,
  signal: AbortSignal,
): Promise<MailAnswer> {
  let stopListening = (): void => {};
  const ended = new Promise<never>((_, reject) => {
    const stop = () => reject(new Error("the server took too long"));
    signal.addEventListener("abort", stop, { once: true });
    stopListening = () => signal.removeEventListener("abort", stop);
  });
  // Nobody may be waiting when it comes.
  ended.catch(() => {});
  const inTime = <T>(work: Promise<T>): Promise<T> => Promise.race([work, ended]);
  let step = `connecting to ${smtp.host}:${smtp.port}`;
  let talk: Talk | undefined;
  let isHandedOver = false;
  try {
    const wire = connect(
      { hostname: smtp.host.replace(/^\[|\]$/g, ""), port: smtp.port },
      { secureTransport: smtp.isTls ? "on" : "starttls", allowHalfOpen: false },
    );
    talk = new Talk(wire, inTime);
    await inTime(wire.opened);
    step = `talking to ${smtp.host}:${smtp.port}`;
    await introduce(talk, smtp, domainOf(from));
    await talk.say(`MAIL FROM:<${from}>`, 2, "MAIL FROM");
    await talk.say(`RCPT TO:<${to}>`, 2, "RCPT TO");
    await talk.say("DATA", 354);
    isHandedOver = true;
    await talk.write(`${data.replace(/^\./gm, "..")}.\r\n`);
    await talk.expect(2, "letter");
    return { kind: "sent", via: "smtp" };
  } catch (error) {
    if (error instanceof Declined) {
      const isForGood = error.reply.code >= 500 && ["RCPT TO", "letter"].includes(error.step);
      const words = error.message;
      return isForGood ? { kind: "refused", words } : { kind: "notSent", words, retryAfterMs: null };
    }
    const words = `${step}: ${shown(error)}`;
    return isHandedOver ? { kind: "unknown", words } : { kind: "notSent", words, retryAfterMs: null };
  } finally {
    stopListening();
    await talk?.end();
  }
}
