/** The runtime's own: what goes through has exactly this many bytes, and so an answer that is made of it says its length. */
declare class FixedLengthStream extends TransformStream<Uint8Array, Uint8Array> {
  constructor(bytes: number);
}
