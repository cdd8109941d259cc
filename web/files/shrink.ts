/**
 * A picture that a channel does not take, as a JPEG that it does. Whether it can be made is the browser's to know: Safari reads HEIC,
 * others do not, and then there is nothing to offer.
 */

export interface PictureBounds {
  bytesMax: number;
  /** The longer side, at most. Absent: as it is, as far as the browser can draw. */
  sideMax?: number;
}

export type Shrunk =
  | { ok: true; file: File; width: number; height: number }
  /** `unreadable`: this browser cannot show it. `tooLarge`: not even small and coarse. */
  | { ok: false; reason: "unreadable" | "tooLarge" };

/** Beyond this some browsers draw nothing, without a word. */
const SIDE_MAX = 8192;
/** Above these nobody sees a difference; below, everybody. */
const QUALITIES = [0.9, 0.8, 0.7] as const;
const SMALLER = 0.75;
const SIDE_MIN = 64;

/** Upright as its camera says, on white where it is see-through. */
export async function shrink(
  file: Blob,
  name: string,
  { bytesMax, sideMax = SIDE_MAX }: PictureBounds,
): Promise<Shrunk> {
  const picture = await decode(file);
  if (!picture) return { ok: false, reason: "unreadable" };
  try {
    const { width, height } = picture;
    let scale = Math.min(1, Math.min(sideMax, SIDE_MAX) / Math.max(width, height));
    for (; Math.max(width, height) * scale >= Math.min(SIDE_MIN, Math.max(width, height)); scale *= SMALLER) {
      const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
      for (const quality of QUALITIES) {
        const made = await draw(picture.source, size, quality);
        // A canvas without memory gives nothing, or something else.
        if (made?.type !== "image/jpeg") break;
        if (made.size <= bytesMax) return { ok: true, file: asJpeg(made, name), ...size };
      }
    }
    return { ok: false, reason: "tooLarge" };
  } finally {
    picture.close();
  }
}

const asJpeg = (made: Blob, name: string): File =>
  new File([made], `${name.replace(/\.[^.]*$/, "") || name}.jpg`, { type: "image/jpeg" });

interface Decoded {
  source: CanvasImageSource;
  width: number;
  height: number;
  close: () => void;
}

async function decode(file: Blob): Promise<Decoded | undefined> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => undefined);
  if (bitmap) return { source: bitmap, width: bitmap.width, height: bitmap.height, close: () => bitmap.close() };
  // Some formats are shown by a browser and yet are nothing to the call above: HEIC is one.
  const image = new Image();
  image.src = URL.createObjectURL(file);
  const close = (): void => URL.revokeObjectURL(image.src);
  const isRead = await image.decode().then(
    () => image.naturalWidth > 0,
    () => false,
  );
  if (isRead) return { source: image, width: image.naturalWidth, height: image.naturalHeight, close };
  close();
  return undefined;
}

async function draw(
  source: CanvasImageSource,
  { width, height }: { width: number; height: number },
  quality: number,
): Promise<Blob | undefined> {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, width, height);
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), "image/jpeg", quality));
}
