/** What a browser can make of a picture that a channel does not take. */
import type { LimitedChannel } from "../../machines/media-limits.ts";
import { shrink } from "./shrink.ts";
import type { Chosen, UploadView } from "./upload.ts";
import { limitsOf } from "./refusals.ts";

/** What is worth a try; whether it can be made is found out by trying. What one of these pages would run is not touched. */
export function convertible({ kind, trouble, found }: UploadView): "jpeg" | "smaller" | undefined {
  if (kind !== "image" || !found?.type.startsWith("image/") || found.type.includes("svg")) return undefined;
  if (trouble?.reason === "fileTooLarge") return "smaller";
  const asJpeg = ["fileNotAsNamed", "fileTypeNotTaken", "pictureBitsNotTaken"];
  return trouble && asJpeg.includes(trouble.reason) ? "jpeg" : undefined;
}

/** Undefined: this browser cannot. */
export async function convert({ file, name }: UploadView, channel: LimitedChannel): Promise<Chosen | undefined> {
  const { bytesMax } = limitsOf(channel, "image");
  const made = await shrink(file, name, { bytesMax });
  return made.ok ? { file: made.file, name: made.file.name, kind: "image", voice: false } : undefined;
}
