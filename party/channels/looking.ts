/**
 * The job services `check` and `templates`: what an inbox's provider says of it. What is wrong with the set-up is a result; that
 * nothing could be looked at is thrown, and told in words.
 */
import type { TemplatesPage } from "../../machines/inbox-setup.ts";
import type { Template } from "../../machines/outside.ts";
import type { Outside, Service, Settings } from "../engine/definition.ts";
import { adapterOf } from "./index.ts";
import { openSealed, type SealedLine } from "./line.ts";
import type { ChannelAdapter, Finding, Line } from "./port.ts";
import { shortWords } from "./wording.ts";

/** An outcome of a job may have 16,000 characters. */
const PAGE_MAX_CHARS = 14_000;

interface Opened {
  adapter: ChannelAdapter;
  line: Line;
}

async function open(sealed: SealedLine, env: Settings): Promise<Opened> {
  const adapter = adapterOf(sealed.channel);
  try {
    return { adapter, line: await openSealed(sealed, env) };
  } catch {
    throw new Error("its secrets were sealed under another TURNO_SECRET: enter them anew");
  }
}

async function checkLine(
  { sealed, webhookUrl }: { sealed: SealedLine; webhookUrl: string },
  outside: Outside,
): Promise<{ shown: string; findings: Finding[] }> {
  const { adapter, line } = await open(sealed, outside.env);
  try {
    const { shown, findings } = await adapter.check(line, webhookUrl, outside);
    return {
      shown: shortWords(shown, line).slice(0, 80),
      findings: findings.map(({ what, ok, words }) => ({ what, ok, words: shortWords(words, line) })),
    };
  } catch (error) {
    throw new Error(shortWords(error instanceof Error ? error.message : String(error), line), { cause: error });
  }
}

/** As many as fit into one answer, and where the next one begins. */
export function pageFrom(all: readonly Template[], from: number): TemplatesPage {
  const templates: Template[] = [];
  let chars = 0;
  for (let n = from; n < all.length; n++) {
    const size = JSON.stringify(all[n]).length;
    if (templates.length > 0 && chars + size > PAGE_MAX_CHARS) return { templates, next: n };
    // One that fits into no answer is none that anybody could fill in.
    if (size > PAGE_MAX_CHARS) continue;
    templates.push(all[n]!);
    chars += size;
  }
  return { templates, next: null };
}

async function templatesOf(
  { sealed, from }: { sealed: SealedLine; from: number },
  outside: Outside,
): Promise<TemplatesPage> {
  const { adapter, line } = await open(sealed, outside.env);
  try {
    return pageFrom((await adapter.templates?.(line, outside)) ?? [], from);
  } catch (error) {
    throw new Error(shortWords(error instanceof Error ? error.message : String(error), line), { cause: error });
  }
}

export const check: Service = checkLine;
export const templates: Service = templatesOf;
