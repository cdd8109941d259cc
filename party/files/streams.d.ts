/** The runtime's own: what goes through has exactly this many bytes, and so an answer that is made of it says its length. */
declare class FixedLengthStream extends TransformStream<Uint8Array, Uint8Array> {
  constructor(bytes: number);
}

/** The runtime's own: a checksum of what was written to it, which is nowhere in memory. */
declare class DigestStream extends WritableStream<Uint8Array> {
  constructor(algorithm: "SHA-256");
  readonly digest: Promise<ArrayBuffer>;
}
interface Crypto {
  DigestStream: typeof DigestStream;
}
