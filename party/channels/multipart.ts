/** A form with one file in it, as a stream: the file is nowhere whole in memory, and the length is said before. */
import type { OutgoingFile } from "./port.ts";

export interface Form {
  body: ReadableStream<Uint8Array>;
  headers: Record<string, string>;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** As browsers escape them: a name can end neither its quotes nor its line. */
const quoted = (text: string): string =>
  `"${text.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A")}"`;

async function* pieces(head: Uint8Array, file: OutgoingFile, tail: Uint8Array): AsyncGenerator<Uint8Array> {
  yield head;
  yield* (await file.open()) as unknown as AsyncIterable<Uint8Array>;
  yield tail;
}

/** @param field What the provider calls the file. */
export function formOf(fields: Readonly<Record<string, string>>, field: string, file: OutgoingFile): Form {
  const boundary = `turno-${crypto.randomUUID()}`;
  const part = (disposition: string, rest: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${rest}`;
  const said = Object.entries(fields).map(([name, value]) => part(`name=${quoted(name)}`, `\r\n${value}\r\n`));
  const disposition = `name=${quoted(field)}; filename=${quoted(file.name || field)}`;
  const head = utf8(said.join("") + part(disposition, `Content-Type: ${file.type}\r\n\r\n`));
  const tail = utf8(`\r\n--${boundary}--\r\n`);
  const length = head.length + file.bytes + tail.length;

  const parts = pieces(head, file, tail);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
  const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
  // Only the runtime's own stream lets a request say its length; elsewhere it goes in chunks.
  if (typeof FixedLengthStream === "undefined") return { body, headers };
  return { body: body.pipeThrough(new FixedLengthStream(length)), headers };
}
