import { CopyButton } from "../parts/copy-button.tsx";
import type { Desk } from "../state/desk.ts";
import { w } from "./words/index.ts";

/** What a site puts into its pages to get this project's chat. */
export function ChatSnippet(props: { desk: Desk }) {
  const snippet = () =>
    `<script async src="${location.origin}/widget.js" data-project="${props.desk.me.project}"></script>`;
  return (
    <section class="account-form" aria-labelledby="chat-snippet">
      <h3 id="chat-snippet">{w().snippet.title}</h3>
      <p class="quiet">{w().snippet.hint}</p>
      <p class="secret">
        <code>{snippet()}</code>
        <CopyButton label={w().snippet.copy} text={snippet()} />
      </p>
    </section>
  );
}
