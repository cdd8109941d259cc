/** What the browsers of one person are called where they stand in one list. */
interface Named {
  id: string;
  /** As its browser calls itself; empty: it does not say. */
  device: string;
  createdAt: number;
}

/** By id. Those of the same name are numbered in the order in which one signed in there: each is somebody's to end. */
export function distinctNames(devices: readonly Named[], unknown: string): Map<string, string> {
  const byAge = devices.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const nameOf = ({ device }: Named): string => device || unknown;
  return new Map(
    byAge.map((one) => {
      const alike = byAge.filter((other) => nameOf(other) === nameOf(one));
      const name = alike.length > 1 ? `${nameOf(one)} (${alike.indexOf(one) + 1})` : nameOf(one);
      return [one.id, name];
    }),
  );
}
