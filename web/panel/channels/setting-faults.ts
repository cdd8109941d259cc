/** What is wrong with what is typed into a channel's settings, and at which of them an answer of the server belongs. */
import type { ChannelSetup } from "../../../party/protocol/inboxes.ts";

type Setting = ChannelSetup["settings"][number];

/** As the server judges it. `isKept`: a secret that need not be said again. */
export function settingFault(
  { optional, pattern }: Setting,
  text: string,
  isKept: boolean,
): "settingMissing" | "settingInvalid" | undefined {
  const value = text.trim();
  if (value === "") return optional || isKept ? undefined : "settingMissing";
  return new RegExp(`^(?:${pattern})$`).test(value) ? undefined : "settingInvalid";
}

/** Undefined: to none of them. */
export function placeOf(
  error: string | undefined,
  field: string | undefined,
  { settings }: ChannelSetup,
): string | undefined {
  switch (error) {
    case "nameMissing":
    case "nameTooLong":
      return "name";
    case "departmentUnknown":
      return "department";
    case "inboxExists":
      return settings[0]?.name;
    case "settingInvalid":
    case "settingMissing":
      return field === "baseUrl" || settings.some(({ name }) => name === field) ? field : undefined;
    default:
      return undefined;
  }
}
