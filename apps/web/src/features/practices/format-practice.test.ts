import { describe, expect, test } from 'vitest';
import { nameOfPractice, planInWords, timesHere, timesInWords } from './format-practice.ts';

describe('a practice in words', () => {
  test('is called by its name, or by its day', () => {
    expect(nameOfPractice({ name: 'Before the Depot', date: '2026-11-28' })).toBe('Before the Depot');
    expect(nameOfPractice({ name: null, date: '2026-11-28' })).toBe('Practice on Sat, Nov 28, 2026');
    expect(nameOfPractice({ name: null, date: null })).toBe('Practice');
  });

  test('tells the times that are known', () => {
    expect(timesInWords({ startsAt: '19:00', endsAt: '22:00' })).toBe('19:00–22:00');
    expect(timesInWords({ startsAt: '19:00', endsAt: null })).toBe('19:00');
    expect(timesInWords({ startsAt: null, endsAt: '22:00' })).toBe('until 22:00');
    expect(timesInWords({ startsAt: null, endsAt: null })).toBeNull();
  });

  test('tells what that is on the clock of this device, and on which day', () => {
    const berlin = { date: '2026-11-24', timeZone: 'Europe/Berlin', startsAt: '19:00', endsAt: '22:00' };
    expect(timesHere(berlin, 'Europe/Berlin')).toBeNull();
    expect(timesHere(berlin, 'America/New_York')).toBe('13:00–16:00 your time');
    expect(timesHere(berlin, 'Pacific/Auckland')).toBe('07:00–10:00 your time, the day after');
    expect(timesHere({ ...berlin, startsAt: null }, 'America/New_York')).toBe('until 16:00 your time');
    expect(timesHere({ ...berlin, timeZone: null }, 'America/New_York')).toBeNull();
    expect(timesHere({ ...berlin, timeZone: 'Mars/Olympus' }, 'America/New_York')).toBeNull();
    expect(timesHere({ ...berlin, startsAt: null, endsAt: null }, 'America/New_York')).toBeNull();
  });

  test('tells what is planned and what of it is reached', () => {
    const goal = { text: 'Endings', order: 'a0' };
    expect(planInWords({ agenda: {}, objectives: {} })).toBeNull();
    expect(planInWords({ agenda: { a: { kind: 'topic', order: 'a0' } }, objectives: {} })).toBe('1 item');
    expect(planInWords({ agenda: {}, objectives: { a: { ...goal, done: true }, b: goal } })).toBe(
      '1 of 2 objectives reached',
    );
  });
});
