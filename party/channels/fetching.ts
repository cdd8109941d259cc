/** The job service `fetch`: a customer's file from its provider into our store, by the adapter of its channel. */
import type { Expected, FetchAnswer } from "../../machines/download.ts";
import { RECEIVED_BYTES_MAX } from "../../machines/received.ts";
import type { Outside, Service } from "../engine/definition.ts";
import { receiveFile } from "../files/inside.ts";
import { projectOf } from "../rooms/shared.ts";
import { adapterOf } from "./index.ts";
import { openLine } from "./line.ts";
import { MediaGone, type FetchedMedia } from "./port.ts";

export interface FetchParams extends Expected {
  /** Of the line: asked for again, it is the same file. */
  key: string;
}

const missing = (reason: Extract<FetchAnswer, { kind: "missing" }>["reason"]): FetchAnswer => ({
  kind: "missing",
  reason,
});

/** Where nobody says how much it is, all of it is looked at once; or so much of it that it is too much, for it may have no end. */
export async function sizeOf(body: ReadableStream<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > RECEIVED_BYTES_MAX) break;
  }
  return bytes;
}

async function receive(params: FetchParams, outside: Outside): Promise<FetchAnswer> {
  const { key, source, promise, owner } = params;
  const { thread, kind, type, name, voice } = promise;
  const line = await openLine(projectOf(thread), source.inbox, outside.env);
  if (!line) return missing("inboxOff");
  const ask = (): Promise<FetchedMedia> => adapterOf(source.channel).fetchMedia(source.mediaId, line, outside);

  let fetched: FetchedMedia | undefined = await ask();
  let bytes = fetched.bytes ?? source.bytes;
  const sha256 = source.sha256 ?? fetched.sha256;
  if (bytes === undefined) {
    bytes = await sizeOf(fetched.body);
    fetched = undefined;
  }
  const what = {
    thread,
    channel: source.channel,
    key,
    from: owner,
    kind,
    type,
    name,
    voice,
    bytes,
    ...(sha256 === undefined ? {} : { sha256 }),
  };
  const receipt = await receiveFile(outside, what, async () => {
    const { body } = fetched ?? (await ask());
    fetched = undefined;
    return { body, from: 0 };
  });
  // All of it was there already.
  await fetched?.body.cancel();
  if (receipt.kind === "kept") {
    // DL6: an outcome is in the log.
    const { name: _, ...file } = receipt.file;
    return { kind: "kept", file };
  }
  return missing(receipt.kind === "refused" ? receipt.reason : "fileErased");
}

export const fetchFile: Service = async (params: FetchParams, outside): Promise<FetchAnswer> => {
  try {
    const answer = await receive(params, outside);
    if (answer.kind === "missing") outside.log({ level: "warn", msg: "file not had", reason: answer.reason });
    return answer;
  } catch (error) {
    if (error instanceof MediaGone) return missing("mediaGone");
    // Its words might be an address with a token in it.
    throw new Error(error instanceof Error ? error.name : "it failed", { cause: error });
  }
};
