import { expect, it } from 'vitest';
import type { Role } from '#app/lib/vocabulary.ts';
import { idleLimitMs, isUseDue, sessionEnd } from './session-end.rules.ts';

const startedAt = '2026-11-22T01:00:00.000Z';
const at = (minutes: number) => new Date(Date.parse(startedAt) + minutes * 60_000).toISOString();
const minutesLeft = (roles: Role[], { ownDevice = false, used = 0 } = {}) => {
  const usedAt = at(used);
  const { endsMs, extendable } = sessionEnd({ roles, ownDevice, startedAt, usedAt });
  return [(endsMs - Date.parse(usedAt)) / 60_000, extendable];
};

it.each<[Role[], number]>([
  [[], 120],
  [['registrar'], 30],
  [['instructor'], 30],
  [['academy-admin'], 30],
  [['security-admin'], 15],
  [['registrar', 'auditor'], 15],
])('%s: %i minutes unused', (roles, minutes) => {
  expect(minutesLeft(roles)).toEqual([minutes, true]);
});

it('lasts for days on a device of one’s own, which no role may have', () => {
  expect(minutesLeft([], { ownDevice: true })).toEqual([14 * 1440, true]);
  expect(minutesLeft(['liaison'], { ownDevice: true })).toEqual([30, true]);
});

it('ends for staff after half a day, used or not; for others it goes on', () => {
  expect(minutesLeft(['registrar'], { used: 11.75 * 60 })).toEqual([15, false]);
  expect(minutesLeft([], { used: 13 * 60 })).toEqual([120, true]);
});

it('notes use now and then, and often enough that little of a short limit is lost', () => {
  for (const roles of [[], ['registrar'], ['auditor']] as Role[][]) {
    const times = { roles, ownDevice: false, startedAt, usedAt: startedAt };
    const every = Math.min(5 * 60_000, idleLimitMs(times) / 15);
    expect(isUseDue(times, Date.parse(startedAt) + every - 1)).toBe(false);
    expect(isUseDue(times, Date.parse(startedAt) + every)).toBe(true);
  }
});
