/**
 * What is special about parts of a drawing now, as classes. Only what changes is touched: a replay that is dragged along changes it at
 * every frame, in a drawing of some thousand elements.
 */

/** The ids that have a mark. */
export type Marked = ReadonlySet<string> | undefined;

/**
 * @param drawing With `data-id`s that do not change.
 * @returns Puts a mark on these ids, takes it from those that had it `before`, and gives those that have it now.
 */
export function marksOn(drawing: Element): (name: string, ids: Iterable<string> | undefined, before: Marked) => Marked {
  const elements = new Map<string, Element[]>();
  for (const element of drawing.querySelectorAll("[data-id]")) {
    const id = element.getAttribute("data-id")!;
    elements.set(id, [...(elements.get(id) ?? []), element]);
  }
  return (name, ids, before) => {
    const now = new Set(ids);
    for (const id of before ?? [])
      if (!now.has(id)) for (const { classList } of elements.get(id) ?? []) classList.remove(name);
    for (const id of now) if (!before?.has(id)) for (const { classList } of elements.get(id) ?? []) classList.add(name);
    return now;
  };
}
