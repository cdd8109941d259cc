import { hueOf, initials } from "../state/look.ts";

/** Decoration: the name always stands beside it. */
export function Avatar(props: { id: string; name: string; large?: boolean }) {
  return (
    <span
      class="avatar"
      classList={{ large: props.large === true }}
      style={{ "--hue": hueOf(props.id) }}
      aria-hidden="true"
    >
      {initials(props.name)}
    </span>
  );
}
