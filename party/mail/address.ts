/** Addresses as they may stand in the lines of a dialogue and of a letter's head: nothing in them ends a line or an address. */

declare const checked: unique symbol;
/** Plain ASCII, `local@domain`. */
export type MailAddress = string & { [checked]: true };

export interface Mailbox {
  name: string | null;
  address: MailAddress;
}

const LOCAL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/;
const DOMAIN = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** A domain of other letters has a name in ASCII as well; for what is before the @ there is none that every server knows. */
function asciiDomain(domain: string): string {
  return URL.canParse(`http://${domain}/`) ? new URL(`http://${domain}/`).hostname : "";
}

/** Undefined: no letter can be sent there. */
export function addressOf(text: string): MailAddress | undefined {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(0, at));
  const given = text.slice(at + 1);
  if (!LOCAL.test(local) || /[/:?#@\\\s]/.test(given)) return undefined;
  const domain = asciiDomain(given);
  return DOMAIN.test(domain) ? (`${local}@${domain}` as MailAddress) : undefined;
}

/** `address` or `Name <address>`. */
export function mailboxOf(text: string): Mailbox | undefined {
  const [, name, inner] = /^(?:"?([^"<>\r\n]*?)"?\s*<([^<>]+)>)$/.exec(text) ?? [];
  const address = addressOf(inner ?? text);
  return address && { name: name === undefined || name === "" ? null : name, address };
}

export const domainOf = (address: MailAddress): string => address.slice(address.lastIndexOf("@") + 1);
