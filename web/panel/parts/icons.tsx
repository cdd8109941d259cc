/** Line drawings of 24 × 24, decoration only: whatever they stand on has a name of its own. */
const PATHS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-8-6 16-3-7z",
  transfer: "M4 8h13l-4-4M20 16H7l4 4",
  finish: "M5 12l5 5 9-10",
  sound: "M4 10v4h4l5 4V6L8 10zM16 9a4 4 0 010 6",
  muted: "M4 10v4h4l5 4V6L8 10zM16 9l5 6M21 9l-5 6",
  down: "M12 5v14M6 13l6 6 6-6",
  close: "M6 6l12 12M18 6L6 18",
  sending: "M12 7v5l3 2M12 4a8 8 0 100 16 8 8 0 000-16z",
  sent: "M6 12l4 4 8-9",
  both: "M2 12l4 4 8-9M11 15l1 1 8-9",
  search: "M11 4a7 7 0 100 14 7 7 0 000-14zM16 16l5 5",
  person: "M12 4a4 4 0 100 8 4 4 0 000-8zM4 21c0-4 4-6 8-6s8 2 8 6",
  leave: "M14 4H6v16h8M10 12h11M17 8l4 4-4 4",
  inbox: "M4 13l3-8h10l3 8v6H4zM4 13h5l1 3h4l1-3h5",
  check: "M4 12l5 5L20 6",
  unplugged: "M3 3l18 18M8 6a12 12 0 0114 3M2 9a15 15 0 013-2M6 13a9 9 0 014-2M15 12a9 9 0 013 1M12 19h.01",
  line: "M5 8h14M5 12h10M5 16h6",
  forward: "M9 5l7 7-7 7",
  more: "M7 10l5 5 5-5",
  smile: "M12 3a9 9 0 100 18 9 9 0 000-18zM8.5 14a4 4 0 007 0M9 9.5v.01M15 9.5v.01",
  dots: "M5 12v.01M12 12v.01M19 12v.01",
  clock: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3 3",
  receipt: "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
  label: "M4 4h8l8 8-8 8-8-8zM8.5 8.5v.01",
  bell: "M6 16V11a6 6 0 0112 0v5l2 2H4zM10 21h4",
  keyboard: "M3 6h18v12H3zM7 10v.01M11 10v.01M15 10v.01M7 14h10",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  eye: "M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7zM12 9a3 3 0 100 6 3 3 0 000-6z",
  eyeOff: "M4 4l16 16M7 7c-2 1-4 3-5 5 3 5 6 7 10 7 2 0 3 0 5-1M10 5c5-1 9 2 12 7l-2 3M9.5 10a3 3 0 004 4",
  key: "M8 11a4 4 0 100 8 4 4 0 000-8zM11 12l9-9M16 7l3 3",
  vouched: "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-4",
  upload: "M5 4h14M12 20V9M6 14l6-6 6 6",
  failed: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v6M12 16.5v.01",
  people: "M9 5a3.5 3.5 0 100 7 3.5 3.5 0 000-7zM2 20c0-4 3-5 7-5s7 1 7 5M16 5a3.5 3.5 0 010 7M18 15c3 .5 4 2 4 5",
};

export type IconName = keyof typeof PATHS;

/** They point along the line. */
const WAYS: readonly IconName[] = ["back", "forward", "send", "leave", "line", "copy", "unplugged"];

export function Icon(props: { name: IconName }) {
  return (
    <svg class="icon" data-way={WAYS.includes(props.name) ? "" : undefined} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[props.name]} />
    </svg>
  );
}
