/** The server hashes with bcrypt, which ignores what comes after 72 bytes: better refused than silently cut. */
const MAX_PASSWORD_BYTES = 72;
const MIN_PASSWORD_CHARACTERS = 8;

/** What is wrong with a new password; undefined when nothing is. */
export function checkPassword(password: string): string | undefined {
  if ([...password].length < MIN_PASSWORD_CHARACTERS) {
    return `Password must have at least ${MIN_PASSWORD_CHARACTERS} characters`;
  }
  if (new TextEncoder().encode(password).length > MAX_PASSWORD_BYTES) {
    return `Password can have at most ${MAX_PASSWORD_BYTES} bytes (about as many characters)`;
  }
  return undefined;
}
