import { profileSchema } from '@rockon/domain';

/** The server hashes with bcrypt, which ignores what comes after 72 bytes: better refused than silently cut. */
const MAX_PASSWORD_BYTES = 72;
const MIN_PASSWORD_CHARACTERS = 8;

export function checkEmail(email: string): string | undefined {
  const text = email.trim();
  if (text === '') return 'Email is missing';
  return /^[^\s@]+@[^\s@]+$/.test(text) ? undefined : 'Email must look like name@example.org';
}

export function checkPassword(password: string): string | undefined {
  if ([...password].length < MIN_PASSWORD_CHARACTERS) {
    return `Password must have at least ${MIN_PASSWORD_CHARACTERS} characters`;
  }
  if (new TextEncoder().encode(password).length > MAX_PASSWORD_BYTES) {
    return `Password can have at most ${MAX_PASSWORD_BYTES} bytes (about as many characters)`;
  }
  return undefined;
}

export function checkName(name: string): string | undefined {
  return profileSchema.shape.name.safeParse(name).error?.issues[0]?.message;
}

/** Leaves out the fields that are fine. */
export function errorsOf(checks: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(checks).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
