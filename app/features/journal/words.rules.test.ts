import { expect, it } from 'vitest';
import { holdsWords, liesApart } from './words.rules.ts';

it('tells what somebody typed from ids, codes, days and numbers', () => {
  const bare = [
    {},
    { by: 'academy CLI', role: 'liaison', orgUnitId: '0199c0de-0000-7000-8000-000000000001' },
    {
      amount: -200,
      on: '2026-11-22',
      at: '2026-11-22T05:00:00.000Z',
      changed: ['a', 'b'],
      ok: true,
      none: null,
    },
    { filters: 'state=asked&page=2', address: '/admin/people', before: { validTo: '' } },
  ];
  for (const detail of bare) expect([detail, holdsWords(JSON.stringify(detail))]).toEqual([detail, false]);
  const worded = [
    { reason: '搬走了' },
    { reason: 'moved' },
    { before: { name: 'Li' } },
    { marks: [{ note: 'x' }] },
    { anything: 'two words' },
    { people: ['佘暖阳'] },
  ];
  for (const detail of worded) expect([detail, holdsWords(JSON.stringify(detail))]).toEqual([detail, true]);
  expect(holdsWords('not JSON')).toBe(true);
  const line = { actor_id: 'a', concerns_id: 'b', detail: '{}', origin: '' };
  expect(liesApart({ ...line, concerns_id: '', detail: '{"reason":"x"}' })).toBe(false);
  expect(liesApart({ ...line, detail: '{"reason":"x"}' })).toBe(true);
  expect(liesApart(line)).toBe(false);
});

it('counts the network among the words where it may be that of whom the line concerns', () => {
  const line = { actor_id: 'a', concerns_id: 'a', detail: '{}', origin: '203.0.113.0/24' };
  expect(liesApart(line)).toBe(true);
  // Somebody who did not get in.
  expect(liesApart({ ...line, actor_id: null })).toBe(true);
  // The office's.
  expect(liesApart({ ...line, actor_id: 'b' })).toBe(false);
  expect(liesApart({ ...line, concerns_id: '' })).toBe(false);
});
