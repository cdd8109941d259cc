/** An SMTP server that says what it was told to say, in memory, and a wire to it. */
import type { Connect, Wire } from "../../../party/mail/smtp.ts";

/** What it answers to a line that begins so; null: it hangs up; undefined: silence. */
export type Script = Record<string, string | null | undefined>;

export const POLITE: Script = {
  "": "220 mail.example ESMTP",
  EHLO: "250-mail.example\r\n250 SIZE 1000000",
  "MAIL FROM": "250 ok",
  "RCPT TO": "250 ok",
  DATA: "354 go on",
  ".": "250 taken",
  QUIT: "221 bye",
};

const encoder = new TextEncoder();

export class Scripted implements Wire {
  readonly heard: string[] = [];
  /** What was said before TLS, of all that was heard. */
  plain = 0;
  isTls = false;
  isClosed = false;
  readonly opened = Promise.resolve();
  #say: ReadableStreamDefaultController<Uint8Array> | undefined;
  #isInLetter = false;
  readable = this.#readable();
  writable = this.#writable();

  constructor(private readonly script: Script) {
    this.#answer("");
  }

  readonly connect: Connect = (_at, { secureTransport }) => {
    this.isTls = secureTransport === "on";
    return this;
  };

  startTls(): Wire {
    this.plain = this.heard.length;
    this.isTls = true;
    this.readable = this.#readable();
    this.writable = this.#writable();
    return this;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  #readable(): ReadableStream<Uint8Array> {
    return new ReadableStream({ start: (controller) => void (this.#say = controller) });
  }

  #writable(): WritableStream<Uint8Array> {
    return new WritableStream({ write: (bytes) => this.#hear(new TextDecoder().decode(bytes)) });
  }

  #hear(text: string): void {
    for (const line of text.replace(/\r\n$/, "").split("\r\n")) {
      this.heard.push(line);
      const isEnd = this.#isInLetter && line === ".";
      if (this.#isInLetter && !isEnd) continue;
      this.#isInLetter = line === "DATA" && this.script.DATA?.startsWith("354") === true;
      this.#answer(Object.keys(this.script).find((known) => known !== "" && line.startsWith(known)) ?? "?");
    }
  }

  #answer(to: string): void {
    // After TLS it may offer something else.
    const answer = this.isTls && `tls ${to}` in this.script ? this.script[`tls ${to}`] : this.script[to];
    if (answer === null) this.#say!.close();
    // In two pieces, as networks do.
    else if (answer !== undefined)
      for (const piece of [answer.slice(0, 2), `${answer.slice(2)}\r\n`]) this.#say!.enqueue(encoder.encode(piece));
  }
}
