import { profileSchema } from '@rockon/domain';

export function checkName(name: string): string | undefined {
  return profileSchema.shape.name.safeParse(name).error?.issues[0]?.message;
}

/** The errors by field, without the fields that are valid. */
export function errorsOf(checks: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(checks).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
