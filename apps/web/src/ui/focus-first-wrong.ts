/** Focuses the form's first field, from the top, whose `name` is among the invalid ones. */
export function focusFirstWrong(form: HTMLElement | null, wrong: Readonly<Record<string, unknown>>): void {
  for (const field of form?.querySelectorAll<HTMLElement>('[name]') ?? []) {
    const name = field.getAttribute('name');
    if (name === null || wrong[name] === undefined) continue;
    field.focus();
    return;
  }
}
