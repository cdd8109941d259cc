import { For } from "solid-js";

/** A name or an address that may be long: an address is broken after its signs, and inside a word only where nothing else fits. */
export function Broken(props: { text: string }) {
  const pieces = () => (props.text.includes("@") ? (props.text.match(/[^@.]*[@.]?/g) ?? []) : [props.text]);
  return (
    <For each={pieces()}>
      {(piece, index) => (
        <>
          {index() > 0 && <wbr />}
          {piece}
        </>
      )}
    </For>
  );
}
