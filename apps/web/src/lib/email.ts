/** What is wrong with a typed address; undefined when it can be one. Only an email can tell whether it exists. */
export function checkEmail(email: string): string | undefined {
  const text = email.trim();
  if (text === '') return 'Email is required';
  return /^[^\s@]+@[^\s@]+$/.test(text) ? undefined : 'Email must look like name@example.com';
}
