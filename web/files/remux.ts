/**
 * Sound put into another container, as it is: the same bytes of sound in other wrapping, in a moment and without loss. Only where the
 * codec itself is not wanted is it encoded anew, and only where the browser can. Loads mediabunny: import it when it is needed.
 */
import {
  BlobSource,
  BufferTarget,
  Conversion,
  Input,
  MATROSKA,
  MP4,
  Mp4OutputFormat,
  OGG,
  OggOutputFormat,
  Output,
  WEBM,
} from "mediabunny";

export type SoundType = "audio/mp4" | "audio/ogg";

const CODECS = { "audio/mp4": ["opus", "aac"], "audio/ogg": ["opus"] } as const;
const ENDINGS: Record<SoundType, string> = { "audio/mp4": "m4a", "audio/ogg": "ogg" };

/** Undefined: this browser cannot. @param channelsMax More are mixed down. */
export async function soundAs(
  file: Blob,
  type: SoundType,
  name: string,
  channelsMax = Infinity,
): Promise<File | undefined> {
  const input = new Input({ formats: [WEBM, MATROSKA, MP4, OGG], source: new BlobSource(file) });
  try {
    const track = await input.getPrimaryAudioTrack();
    const codec = await track?.getCodec();
    if (!track || !codec) return undefined;
    const channels = await track.getNumberOfChannels();
    const target = new BufferTarget();
    // The head first, so that a player knows all of it before it has loaded.
    const format = type === "audio/mp4" ? new Mp4OutputFormat({ fastStart: "in-memory" }) : new OggOutputFormat();
    const conversion = await Conversion.init({
      input,
      output: new Output({ format, target }),
      video: { discard: true },
      audio: {
        ...(CODECS[type].some((known) => known === codec) ? {} : { codec: "opus" }),
        ...(channels > channelsMax ? { numberOfChannels: channelsMax } : {}),
      },
      tags: {},
      showWarnings: false,
    });
    if (!conversion.isValid) return undefined;
    await conversion.execute();
    return target.buffer ? new File([target.buffer], `${name}.${ENDINGS[type]}`, { type }) : undefined;
  } catch {
    // Broken, or nothing that this browser can read.
    return undefined;
  } finally {
    input.dispose();
  }
}
