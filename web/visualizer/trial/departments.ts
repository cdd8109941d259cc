import { tw } from "../words/trial/index.ts";

/** What people call it: ours have names in each language, others are called as they were named. */
export const departmentName = (id: string): string =>
  tw().departmentNames[id] ?? id.charAt(0).toLocaleUpperCase() + id.slice(1).replaceAll("-", " ");
