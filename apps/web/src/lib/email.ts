/** What is wrong with an address as typed; undefined when nothing is. Whether it exists only a mail can tell. */
export function checkEmail(email: string): string | undefined {
  const text = email.trim();
  if (text === '') return 'Email is required';
  return /^[^\s@]+@[^\s@]+$/.test(text) ? undefined : 'Email must look like name@example.org';
}
