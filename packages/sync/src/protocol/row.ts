import * as z from 'zod/mini';
import type { Json } from './json.ts';

/** The fields of every row that only the server sets. A type alias, so that a row type made with it is an index too. */
export type SystemFields = {
  readonly id: string;
  /** Rises by one with every change of the row; 0 in a row that the server has not seen yet. */
  readonly version: number;
  readonly createdBy: string | null;
  /** Server time, ISO 8601; null in a row that the server has not seen yet. */
  readonly createdAt: string | null;
  readonly updatedBy: string | null;
  readonly updatedAt: string | null;
  /** The device that made the last change: how a device knows its own work. */
  readonly updatedClient: string | null;
  /** Server time of the deletion; a row with it is a tombstone. */
  readonly deletedAt: string | null;
};

/**
 * A synced row as it travels and as it is kept: the entity's own fields beside the system fields. Names are camelCase on
 * this side of the remote adapter and snake_case on the other.
 */
export interface Row extends SystemFields {
  readonly [field: string]: Json;
}

/** Their names, in camelCase. */
export const SYSTEM_FIELDS = [
  'id',
  'version',
  'createdBy',
  'createdAt',
  'updatedBy',
  'updatedAt',
  'updatedClient',
  'deletedAt',
] as const;

/**
 * Checks the system fields of a row that came from the server; the entity's own fields pass as they are. They came out
 * of JSON.parse, so they are JSON; checking that again took most of the time of a cold sync. A plain function for the
 * same reason: an object schema copies every row, three times as slow.
 */
// Pure: whoever needs only the names above gets a bundle without zod.
export const row = /* @__PURE__ */ z.custom<Row>(isRow, 'not a row') as unknown as z.ZodMiniType<Row>;

function isRow(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { id, version, createdBy, createdAt, updatedBy, updatedAt, updatedClient, deletedAt } = value as Partial<Row>;
  return (
    typeof id === 'string' &&
    Number.isFinite(version) &&
    isTextOrNull(createdBy) &&
    isTextOrNull(createdAt) &&
    isTextOrNull(updatedBy) &&
    isTextOrNull(updatedAt) &&
    isTextOrNull(updatedClient) &&
    isTextOrNull(deletedAt)
  );
}

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';
