/** A project's room, driven by short sentences. */
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import type { Label, ProjectContext, ProjectEvent, Reply, WrapUpReason } from "../../../machines/catalogue.ts";
import type { Hours, Span } from "../../../machines/hours.ts";
import { projectMachine } from "../../../machines/project.ts";
import type { ConversationRules } from "../../../machines/vocabulary.ts";
import { take, type Asked } from "./asked.ts";

type Untimed<E> = E extends unknown ? Omit<E, "at"> : never;
export type ProjectStep = Untimed<ProjectEvent>;

export const reply = (id = "saludo", more: Partial<Reply> = {}): Reply => ({
  id,
  shortcut: id,
  title: "Saludo",
  text: "¡Hola, {{customer.name}}!",
  ...more,
});
export const savesReply = (id?: string, more?: Partial<Reply>): ProjectStep => ({
  type: "reply.saved",
  ...reply(id, more),
});
export const savesLabel = (id = "vip", more: Partial<Label> = {}): ProjectStep => ({
  type: "label.saved",
  id,
  name: "VIP",
  color: "purple",
  ...more,
});
export const savesReason = (id = "resuelta", more: Partial<WrapUpReason> = {}): ProjectStep => ({
  type: "reason.saved",
  id,
  name: "Resuelta",
  ...more,
});
export const deletes = (what: "reply" | "label" | "reason", id: string): ProjectStep => ({
  type: `${what}.deleted`,
  id,
});
export const sets = (rules: Partial<ConversationRules> = {}): ProjectStep => ({
  type: "settings.chosen",
  wrapUp: "optional",
  reopenMs: 60_000,
  ...rules,
});
/** The days from Monday on; the others, and all of them where none is given, from nine to half past five. */
export const week = (days: Span[][] = [], closed: string[] = []): Hours => ({
  week: Array.from({ length: 7 }, (_, n) => days[n] ?? [{ from: 540, to: 1050 }]),
  closed,
});
export const opens = (hours: Hours | null): ProjectStep => ({ type: "hours.chosen", hours });
export const stocks = (replies = [reply()]): ProjectStep => ({
  type: "project.stocked",
  replies,
  labels: [{ id: "vip", name: "VIP", color: "purple" }],
  reasons: [{ id: "resuelta", name: "Resuelta" }],
});

/** Remembers what the last step told the queue. */
export class Project {
  snapshot = initialTransition(projectMachine, { project: "demo" })[0] as AnyMachineSnapshot;
  asked: Asked[] = [];

  static after(...steps: ProjectStep[]): Project {
    const project = new Project();
    for (const step of steps) project.take(step);
    return project;
  }

  get context(): ProjectContext {
    return this.snapshot.context as ProjectContext;
  }

  /** The rules that the queue was told with the last step. */
  get told(): unknown[] {
    return this.asked.filter(({ type }) => type === "tellQueue").map(({ params }) => params);
  }

  /** Returns the reason of a refusal, if it was one. */
  take(step: ProjectStep, at = 1000): string | undefined {
    const { snapshot, asked, refused } = take(projectMachine, this.snapshot, { ...step, at });
    this.snapshot = snapshot;
    this.asked = asked;
    return refused;
  }
}
