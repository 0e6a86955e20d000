import { describe, expect, test } from 'vitest';
import { calendarFile } from './ics.ts';
import type { Practice } from './practice.ts';
import { practiceEntry } from './practice-entry.ts';

const practice = (more: Partial<Practice> = {}): Practice => ({
  id: 'p',
  version: 4,
  createdBy: null,
  createdAt: null,
  updatedBy: null,
  updatedAt: null,
  updatedClient: null,
  deletedAt: null,
  name: 'Before the Depot',
  status: 'planned',
  date: '2026-11-24',
  timeZone: 'Europe/Berlin',
  startsAt: '19:00',
  endsAt: '22:00',
  place: 'Room 4',
  setlistId: null,
  notes: 'Secret: the neighbors complain',
  wrapUp: 'Too loud',
  rating: 2,
  agenda: {
    b: { kind: 'topic', title: 'Who drives', order: 'a1' },
    a: { kind: 'song', song: 's1', title: 'As it was called', order: 'a0' },
    c: { kind: 'song', song: 's2', title: 'Long gone', order: 'a2' },
  },
  objectives: { o: { text: 'Endings', order: 'a0' } },
  ...more,
});
const titleOf = (song: string) => (song === 's1' ? 'Creep' : undefined);

describe('a calendar entry for a practice', () => {
  test('has its times, its place and the agenda with current song titles, and nothing else', () => {
    const entry = practiceEntry(practice(), 'Two sets', titleOf);
    expect(entry).toEqual({
      id: 'p',
      version: 4,
      title: 'Before the Depot',
      day: '2026-11-24',
      starts: '19:00',
      ends: '22:00',
      timeZone: 'Europe/Berlin',
      place: 'Room 4',
      description: '- Creep\n- Who drives\n- Long gone\nSetlist: Two sets',
      status: 'CONFIRMED',
    });
    if (entry === null) return;
    const file = calendarFile(entry, Date.UTC(2026, 10, 1));
    expect(file).toContain('DTSTART:20261124T180000Z\r\nDTEND:20261124T210000Z');
    expect(file).not.toMatch(/neighbors|loud|Endings/);
  });

  test('has a default name, no description without an agenda, and says when it is canceled', () => {
    const bare = practice({ name: null, agenda: {}, status: 'cancelled', startsAt: null, endsAt: null });
    expect(practiceEntry(bare, null, titleOf)).toMatchObject({
      title: 'Practice',
      description: null,
      starts: null,
      status: 'CANCELLED',
    });
  });

  test('requires a date', () => {
    expect(practiceEntry(practice({ date: null }), null, titleOf)).toBeNull();
  });
});
