import * as z from 'zod/mini';
import type { Json } from './json.ts';

/**
 * Fields of every row that only the server sets. A type alias, so that row types built from it have an index signature.
 */
export type SystemFields = {
  readonly id: string;
  /** Rises by one with every change of the row; 0 in a row that the server has not seen yet. */
  readonly version: number;
  readonly createdBy: string | null;
  /** Server time, ISO 8601; null in a row that the server has not seen yet. */
  readonly createdAt: string | null;
  readonly updatedBy: string | null;
  readonly updatedAt: string | null;
  /** The client id of the device that made the last change: lets a device recognize its own work. */
  readonly updatedClient: string | null;
  /** Server time of the deletion; a row with it is a tombstone. */
  readonly deletedAt: string | null;
};

/**
 * A synced row as it is sent and stored: the entity's own fields beside the system fields. The remote adapter converts
 * between camelCase on this side and snake_case on the server's.
 */
export interface Row extends SystemFields {
  readonly [field: string]: Json;
}

/** The names of the system fields, in camelCase. */
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
 * Checks the system fields of a row from the server; the entity's own fields pass unchecked. They come from JSON.parse,
 * so they are JSON; checking that again took most of the time of a cold sync. A plain function, because an object schema
 * copies every row and takes three times as long.
 */
// Marked pure, so that a bundle which needs only the names above does not contain zod.
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
