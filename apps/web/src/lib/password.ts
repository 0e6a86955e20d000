/** bcrypt ignores everything after 72 bytes. Refused, because two passwords that differ only after that would be equal. */
const MAX_PASSWORD_BYTES = 72;
const MIN_PASSWORD_CHARACTERS = 8;

/** What is wrong with a new password; undefined when nothing is. */
export function checkPassword(password: string): string | undefined {
  if ([...password].length < MIN_PASSWORD_CHARACTERS) {
    return `Use at least ${MIN_PASSWORD_CHARACTERS} characters`;
  }
  if (new TextEncoder().encode(password).length > MAX_PASSWORD_BYTES) {
    return `Use at most ${MAX_PASSWORD_BYTES} characters; accents and emoji count as more than one`;
  }
  return undefined;
}
