/** What the deployment says about where files are kept: a bucket that the platform lends, or any store that speaks S3. */
import type { Bindings, Settings } from "../engine/definition.ts";
import { isLoopback, said, WrongSetting } from "../mail/settings.ts";

export interface S3 {
  via: "s3";
  /** Of the bucket, without a slash at the end. */
  url: string;
  region: string;
  keyId: string;
  secret: string;
}

export type Place = S3 | { via: "r2"; bucket: unknown };

/** As `partykit.json` names it. */
const BINDING = "files";
const NAMES = ["ENDPOINT", "BUCKET", "REGION", "KEY_ID", "SECRET"].map((name) => `TURNO_S3_${name}`);
/** Without dots: a name with them has no certificate where the store makes a host of it. */
const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const VISIBLE = /^[\x21-\x7e]+$/;

function endpointOf(text: string): string {
  const form =
    "TURNO_S3_ENDPOINT must be the store's https address, without the bucket: https://s3.eu-west-1.amazonaws.com";
  if (!URL.canParse(text)) throw new WrongSetting(form);
  const { protocol, hostname, origin, pathname, search, hash, username } = new URL(text);
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
  if (!isSafe || pathname !== "/" || search !== "" || hash !== "" || username !== "") throw new WrongSetting(form);
  return origin;
}

function s3Of(settings: Settings): S3 {
  const missing = NAMES.filter((name) => said(settings, name) === "");
  if (missing.length > 0) throw new WrongSetting(`${missing.join(", ")}: missing. The TURNO_S3_ settings go together`);
  const [endpoint, bucket, region, keyId, secret] = NAMES.map((name) => said(settings, name)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const origin = endpointOf(endpoint);
  if (!BUCKET.test(bucket))
    throw new WrongSetting("TURNO_S3_BUCKET must be the name of a bucket: 3 to 63 small letters, digits and hyphens");
  if (!/^[a-z0-9-]{1,40}$/.test(region)) throw new WrongSetting("TURNO_S3_REGION must be like eu-west-1, or auto");
  if (!VISIBLE.test(keyId)) throw new WrongSetting("TURNO_S3_KEY_ID must be the id of an access key");
  if (!VISIBLE.test(secret)) throw new WrongSetting("TURNO_S3_SECRET must be the secret of that access key");
  return { via: "s3", url: `${origin}/${bucket}`, region, keyId, secret };
}

/** @throws {WrongSetting} */
export function placeOf(settings: Settings, { r2 }: Bindings): Place {
  if (NAMES.some((name) => said(settings, name) !== "")) return s3Of(settings);
  const bucket = r2[BINDING];
  if (bucket) return { via: "r2", bucket };
  throw new WrongSetting(
    `no store for files: partykit.json names no R2 bucket "${BINDING}", and no TURNO_S3_ setting is set`,
  );
}

/** For the start-up log. */
export function filesState(settings: Settings, bindings: Bindings): Record<string, unknown> {
  try {
    const place = placeOf(settings, bindings);
    return {
      msg: "files",
      ...(place.via === "s3" ? { via: "s3", at: place.url, region: place.region } : { via: "r2" }),
    };
  } catch (error) {
    return { level: "warn", msg: "no files", words: (error as Error).message };
  }
}
