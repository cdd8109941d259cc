/** `npm run evidence`: writes down what the tests take, instead of comparing it. */
import { writeFileSync } from "node:fs";
import type { Evidence } from "./merged.ts";
import EvidenceReporter, { EVIDENCE } from "./reporter.ts";

export default class WritingReporter extends EvidenceReporter {
  protected override settle(found: Evidence): void {
    writeFileSync(EVIDENCE, `${JSON.stringify(found, null, 2)}\n`);
  }
}
