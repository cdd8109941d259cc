/** How loud it is where one speaks. */
export function VoiceLevel(props: { label: string; level: number }) {
  return (
    <span
      class="recorder-level"
      role="meter"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(props.level * 100)}
    >
      <span style={{ transform: `scaleX(${props.level})` }} />
    </span>
  );
}
