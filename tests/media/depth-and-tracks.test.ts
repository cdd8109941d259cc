/** What WhatsApp asks of pictures, films and sound beyond their codecs: how deep, how many tracks, how many channels. */
import { crc32, deflateSync } from "node:zlib";
import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MkvOutputFormat,
  Mp4OutputFormat,
  Output,
  type InputAudioTrack,
  type InputVideoTrack,
  type OutputFormat,
} from "mediabunny";
import { describe, expect, test } from "vitest";
import { judge } from "../../machines/media-judging.ts";
import { fileOf, look } from "./files.ts";

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Of 2 × 2 points, of so many bits a channel. @param colours 2: red, green, blue. 3: of a palette. */
function pngOf(bits: number, colours: 2 | 3): Uint8Array<ArrayBuffer> {
  const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, bits, colours, 0, 0, 0]);
  const row = Buffer.alloc(1 + Math.ceil((2 * bits * (colours === 2 ? 3 : 1)) / 8));
  const palette = colours === 3 ? [chunk("PLTE", Buffer.from([255, 0, 0]))] : [];
  const data = chunk("IDAT", deflateSync(Buffer.concat([row, row])));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([signature, chunk("IHDR", head), ...palette, data, chunk("IEND", new Uint8Array(0))]),
  );
}

const whatsapp = async (kind: "image" | "video" | "audio", name: string, bytes: Uint8Array) => {
  const { found } = await look(bytes, name);
  return judge("whatsapp", kind, { name, found });
};

describe("the depth of a picture", () => {
  test.each([
    [16, 2],
    [4, 3],
    [1, 3],
  ] as const)(
    "UP3 a PNG of %s bits is found to have them, and is not taken where 8 are asked for",
    async (bits, colours) => {
      const png = pngOf(bits, colours);
      expect((await look(png, "a.png")).found).toMatchObject({ type: "image/png", bits, width: 2, height: 2 });
      expect(await whatsapp("image", "a.png", png)).toMatchObject({ reason: "pictureBitsNotTaken", bits });
    },
  );

  test("UP3 8 bits are 8, in colours and of a palette, and in every picture of a camera", async () => {
    for (const png of [pngOf(8, 2), pngOf(8, 3), fileOf("picture.png"), fileOf("see-through.png")])
      expect(await whatsapp("image", "a.png", png)).toEqual({ ok: true, type: "image/png" });
    for (const name of ["picture.jpg", "turned.jpg"])
      expect(await whatsapp("image", name, fileOf(name))).toEqual({ ok: true, type: "image/jpeg" });
  });

  test("UP3 a JPEG of 12 bits says so in the head of its frame", async () => {
    const jpeg = fileOf("picture.jpg");
    const frame = Buffer.from(jpeg).indexOf(Buffer.from([0xff, 0xc0]));
    expect(jpeg[frame + 4]).toBe(8);
    jpeg[frame + 4] = 12;
    expect(await whatsapp("image", "a.jpg", jpeg)).toMatchObject({ reason: "pictureBitsNotTaken", bits: 12 });
    // Cut before it: what is not known is not taken for granted.
    expect(await whatsapp("image", "a.jpg", jpeg.slice(0, frame))).toMatchObject({ reason: "fileUnreadable" });
  });
});

/** `video.mp4` once more, with its sound so many times. */
async function filmOf(format: OutputFormat, tracks: number): Promise<Uint8Array<ArrayBuffer>> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(fileOf("video.mp4")) });
  const output = new Output({ format, target: new BufferTarget() });
  const [video, audio] = [(await input.getPrimaryVideoTrack())!, (await input.getPrimaryAudioTrack())!];
  const picture = new EncodedVideoPacketSource("avc");
  output.addVideoTrack(picture);
  const sounds = Array.from({ length: tracks }, () => new EncodedAudioPacketSource("aac"));
  for (const sound of sounds) output.addAudioTrack(sound);
  await output.start();
  const copy = async (from: InputAudioTrack | InputVideoTrack, add: (packet: never, meta: never) => Promise<void>) => {
    const meta = { decoderConfig: await from.getDecoderConfig() };
    for await (const packet of new EncodedPacketSink(from).packets()) await add(packet as never, meta as never);
  };
  await Promise.all([
    copy(video, (packet, meta) => picture.add(packet, meta)),
    ...sounds.map((sound) => copy(audio, (packet, meta) => sound.add(packet, meta))),
  ]);
  await output.finalize();
  return new Uint8Array(output.target.buffer!);
}

describe("tracks of sound", () => {
  test.each([
    ["a.mp4", new Mp4OutputFormat()],
    ["a.mkv", new MkvOutputFormat()],
  ] as const)("UP3 are counted in %s, as an independent reader counts them", async (name, format) => {
    for (const tracks of [0, 1, 2, 3]) {
      const film = await filmOf(format, tracks);
      const { found } = await look(film, name);
      const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(film) });
      expect(await input.getAudioTracks()).toHaveLength(tracks);
      expect(found.audio === undefined ? 0 : (found.audioTracks ?? 1)).toBe(tracks);
    }
  });

  test("UP3 a film with one or none is taken, and with two it is not", async () => {
    const judged = await Promise.all(
      [0, 1, 2].map(async (tracks) => whatsapp("video", "a.mp4", await filmOf(new Mp4OutputFormat(), tracks))),
    );
    expect(judged).toEqual([
      { ok: true, type: "video/mp4" },
      { ok: true, type: "video/mp4" },
      { ok: false, reason: "tooManyAudioTracks", type: "video/mp4", tracks: 2 },
    ]);
  });

  test("UP3 Opus with Vorbis beside it is not Opus alone", async () => {
    const [opus, vorbis] = [Buffer.from(fileOf("voice.ogg")), Buffer.from(fileOf("sound-vorbis.ogg"))];
    const first = (ogg: Buffer) => ogg.indexOf("OggS", 4);
    const both = Buffer.concat([
      opus.subarray(0, first(opus)),
      vorbis.subarray(0, first(vorbis)),
      opus.subarray(first(opus)),
    ]);
    expect(await whatsapp("audio", "a.ogg", opus)).toEqual({ ok: true, type: "audio/ogg" });
    expect(await whatsapp("audio", "a.ogg", both)).toMatchObject({ reason: "tooManyAudioTracks", tracks: 2 });
    expect(await whatsapp("audio", "a.ogg", fileOf("sound-stereo.ogg"))).toMatchObject({
      reason: "tooManyAudioChannels",
      channels: 2,
    });
  });
});

test("UP3 AMR is of one channel and of narrow band; anything else by that name says what it is", async () => {
  expect(await whatsapp("audio", "a.amr", fileOf("sound.amr"))).toEqual({ ok: true, type: "audio/amr" });
  const frames = new Uint8Array(32);
  const amrOf = (magic: string, ...more: number[]) =>
    new Uint8Array([...new TextEncoder().encode(magic), ...more, ...frames]);
  const stereo = amrOf("#!AMR_MC1.0\n", 0, 0, 0, 2);
  expect((await look(stereo, "a.amr")).found).toMatchObject({ type: "audio/amr", audio: { channels: 2 } });
  expect(await whatsapp("audio", "a.amr", stereo)).toMatchObject({ reason: "tooManyAudioChannels", channels: 2 });
  const wide = amrOf("#!AMR-WB\n");
  expect(await whatsapp("audio", "a.amr", wide)).toMatchObject({ reason: "fileNotAsNamed", type: "audio/amr-wb" });
  expect(await whatsapp("audio", "a.amr", amrOf("#!AMR-XX\n"))).toMatchObject({ reason: "fileUnreadable" });
});
