/** Drawings of 24 × 24 for other channels, decoration only. */
const PATHS = {
  web: "M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c-3 3-4 6-4 9s1 6 4 9c3-3 4-6 4-9s-1-6-4-9z",
  whatsapp: "M4 20l1.2-4A8 8 0 118.3 19zM9 9c0 3.5 2.5 6 6 6v-2l-2-.7-1 1c-1-.5-1.8-1.3-2.3-2.3l1-1L10 8H9z",
  telegram: "M3 11.5l17-7-3 15-5.5-4-2.5 3-.5-4.5L17 7",
  played: "M2 12l4 4 8-9M11 15l1 1 8-9M20 15v4M18 17h4",
  failed: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v6M12 16.5v.01",
  unclear: "M12 3a9 9 0 100 18 9 9 0 000-18zM9.5 9.5a2.5 2.5 0 115 0c0 1.5-2.5 2-2.5 3.5M12 16.5v.01",
  pin: "M12 21c-4-5-6-8-6-11a6 6 0 0112 0c0 3-2 6-6 11zM12 8a2 2 0 100 4 2 2 0 000-4z",
  person: "M12 4a4 4 0 100 8 4 4 0 000-8zM4 21c0-4 4-6 8-6s8 2 8 6",
  basket: "M4 9h16l-2 11H6zM8 9l3-6M16 9l-3-6",
  form: "M6 3h12v18H6zM9 8h6M9 12h6M9 16h3",
  reply: "M10 6L4 12l6 6M4 12h9c4 0 7 2 7 6",
  template: "M4 4h16v12H9l-5 4zM8 8h8M8 12h5",
} as const;

export type OutsideIcon = keyof typeof PATHS;

export function OutsideIcon(props: { name: OutsideIcon }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[props.name]} />
    </svg>
  );
}
