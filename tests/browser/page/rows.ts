/** Rows and mutations for the tests: like songs, but small enough to read in a failure. */
export const band = 'band-1';
export const songs = 'songs';

export const row = (id: string, version: number) => ({
  id,
  version,
  createdBy: '6b1c53b6-6c5c-4ee5-8c3a-1f3f7d1d1f10',
  createdAt: '2026-01-01T20:15:00.123456+00:00',
  updatedBy: '6b1c53b6-6c5c-4ee5-8c3a-1f3f7d1d1f10',
  updatedAt: '2026-01-01T20:15:00.123456+00:00',
  updatedClient: '0e0a8a4e-6f7c-4a7e-9d4b-6a8f3a6f3d11',
  deletedAt: null,
  bandId: band,
  title: `Song ${id}`,
  artist: 'The Measured',
  key: 'F#m',
  bpm: 120,
  tags: ['ballad', 'encore'],
});

export const entry = (id: number, record: string) => ({
  id,
  scope: band,
  table: songs,
  record,
  op: 'update' as const,
  base: 1,
  set: { title: `Title ${id}` },
  was: { title: 'Before' },
  at: 1_000 + id,
});

export const page = (generation: number, rows: readonly ReturnType<typeof row>[]) => ({
  segment: { scope: band, table: songs, generation, rows },
});
