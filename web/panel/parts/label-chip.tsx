import type { Label } from "../../../party/protocol/project.ts";

export function LabelChip(props: { label: Label }) {
  return (
    <span class="label-chip" data-color={props.label.color}>
      {props.label.name}
    </span>
  );
}
