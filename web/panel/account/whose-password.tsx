/** Unseen beside the fields of a password: so that a keeper of passwords knows whose it is. */
export function WhosePassword(props: { email: string | undefined }) {
  return (
    <input
      class="unseen"
      type="text"
      autocomplete="username"
      tabIndex={-1}
      aria-hidden="true"
      readonly
      value={props.email}
    />
  );
}
