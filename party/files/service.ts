/** The job service `erase`: takes the parts of a file out of the store. Asked for again, it finds them gone, and that is as good. */
import type { Service } from "../engine/definition.ts";
import { Store } from "./store.ts";

interface Erased {
  project: string;
  id: string;
  parts: number;
}

export const erase: Service = async ({ parts, ...file }: Erased, { env, bindings }): Promise<{ erased: number }> => {
  await Store.of(env, bindings).erase(file, parts);
  return { erased: parts };
};
