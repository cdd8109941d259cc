/** A real SMTP server that keeps what it takes, and a reader of letters that shares no code with who writes them. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";
import { Facts } from "../../harness/facts.ts";

/** Of this machine, for a hundred years; made for these tests and trusted by nobody else. */
const fixture = (name: string): string => fileURLToPath(new URL(`../../mail/fixtures/${name}`, import.meta.url));
const CERTIFICATE = fixture("localhost-cert.pem");
const pem = { key: readFileSync(fixture("localhost-key.pem")), cert: readFileSync(CERTIFICATE) };

export interface Arrived {
  to: string;
  isTls: boolean;
  user: string | undefined;
  raw: string;
  letter: Email;
}

/** As an SMTP server says it. */
export const no = (code: number, words: string): Error => Object.assign(new Error(words), { responseCode: code });

export class MailServer extends Facts {
  readonly arrived: Arrived[] = [];
  /** What the next recipients are answered; afterwards each is welcome. */
  readonly recipients: (Error | null)[] = [];
  /** Letters that were taken, and whose sender has not been told: call to tell. */
  readonly held: (() => void)[] = [];
  isHolding = false;
  #server: SMTPServer | undefined;
  #port = 0;

  constructor(private readonly options: SMTPServerOptions = {}) {
    super();
  }

  static async open(options: SMTPServerOptions = {}): Promise<MailServer> {
    const server = new MailServer(options);
    await server.listen();
    return server;
  }

  get port(): number {
    return this.#port;
  }

  /** On the same port as before, if there was one. */
  async listen(): Promise<void> {
    this.#server = new SMTPServer({
      ...pem,
      authOptional: true,
      disableReverseLookup: true,
      ...this.options,
      onAuth: ({ username, password }, _session, done) =>
        password === "s€creto:/@" ? done(null, { user: username }) : done(no(535, "5.7.8 wrong password")),
      onRcptTo: (_address, _session, done) => done(this.recipients.shift() ?? null),
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => parts.push(part));
        stream.on("end", () => void this.#take(Buffer.concat(parts).toString(), session, () => done()));
      },
    });
    this.#server.on("error", () => {
      // A sender that was killed in the middle of a sentence.
    });
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server.server, "listening");
    this.#port = (this.#server.server.address() as AddressInfo).port;
  }

  async #take(raw: string, session: SMTPServerSession, done: () => void): Promise<void> {
    const { rcptTo } = session.envelope;
    const letter = await PostalMime.parse(raw);
    const user = session.user;
    this.arrived.push({ to: rcptTo.map(({ address }) => address).join(), isTls: session.secure, user, raw, letter });
    if (this.isHolding) this.held.push(done);
    else done();
    this.changed();
  }

  letters(count: number): Promise<Arrived[]> {
    return this.until(() => this.arrived.length >= count && this.arrived);
  }

  close(): Promise<void> {
    return new Promise((done) => (this.#server ? this.#server.close(() => done()) : done()));
  }
}
