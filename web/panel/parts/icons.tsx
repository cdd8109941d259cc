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
};

export function Icon(props: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[props.name]} />
    </svg>
  );
}
