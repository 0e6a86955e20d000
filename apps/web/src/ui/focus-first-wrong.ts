/** Puts the focus into the first field, from the top of the form, that is among the wrong ones (by `name`). */
export function focusFirstWrong(form: HTMLElement | null, wrong: Readonly<Record<string, unknown>>): void {
  for (const field of form?.querySelectorAll<HTMLElement>('[name]') ?? []) {
    const name = field.getAttribute('name');
    if (name === null || wrong[name] === undefined) continue;
    field.focus();
    return;
  }
}
