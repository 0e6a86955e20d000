/** Hands a file to the person. */
export function downloadText(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Hands a JSON file to the person. */
export const downloadJson = (name: string, content: unknown): void =>
  downloadText(name, 'application/json', JSON.stringify(content, null, 2));
