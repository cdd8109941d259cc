/** All machines, and their charts as they are fetched: each once. */
import { createResource, type Resource } from "solid-js";
import { insist } from "../../panel/parts/later.ts";
import machines from "virtual:turno-charts";
import type { MachineEntry, MachinePage } from "../chart/model.ts";

export { machines };

const coming = new Map<string, Promise<MachinePage>>();

export function pageOf({ id, load }: MachineEntry): Promise<MachinePage> {
  const page = coming.get(id) ?? insist(load);
  coming.set(id, page);
  return page;
}

/** Those that are there yet, in their order. */
export function createPages(): Resource<readonly MachinePage[]> {
  const [pages] = createResource(() => Promise.all(machines.map(pageOf)));
  return pages;
}
