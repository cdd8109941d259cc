/** The code that lets its operator set up a new deployment: made of the server's secret, shown in its start-up log. */
import { fromBase64url, isSame, tokenOf } from "./tokens.ts";

/** None that looks like another one, aloud or in print. */
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const GROUP = 4;
const CHARS = 12;

export async function setupCode(secret: string): Promise<string> {
  const bytes = fromBase64url(await tokenOf(secret, "setup"));
  const letters = Array.from(bytes.subarray(0, CHARS), (byte) => LETTERS[byte % LETTERS.length]!);
  return [0, 1, 2].map((group) => letters.slice(group * GROUP, (group + 1) * GROUP).join("")).join("-");
}

const plain = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, "");

export const isSetupCode = async (secret: string, given: string): Promise<boolean> =>
  isSame(plain(given), plain(await setupCode(secret)));
