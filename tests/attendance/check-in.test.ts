import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { checkInStanding, stateOnComing } from '#app/features/attendance/check-in.rules.ts';
import {
  figuresHold,
  keptScan,
  readScan,
  readToken,
  shownCode,
} from '#app/features/attendance/check-in-tokens.server.ts';
import { checkIn, meetingsAtDoor } from '#app/features/attendance/checking-in.server.ts';
import { attendanceOf } from '#app/features/attendance/marks.server.ts';
import { policy } from '#app/features/attendance/policy.rules.ts';
import { WrongCodes } from '#app/features/attendance/wrong-codes.ts';
import { newId } from '#app/lib/id.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner } from '#tests/support/world.ts';
import { listRoom } from './list.ts';

const env = { DATA_DIR: '', CREDENTIALS_SECRET: 'a secret of the tests, long enough' };
const rules = policy.checkIn;
const at = (ms: number) => new Date(ms);

it('a code holds while it is shown and as long again, for its meeting alone, and nobody makes one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1.7e12, max: 1.9e12 }),
      fc.integer({ min: 0, max: 120_000 }),
      (shownMs, later) => {
        const meetingId = newId();
        const shown = shownCode({ env, meetingId }, at(shownMs), rules);
        const steps =
          Math.floor((shownMs + later) / (rules.codeSeconds * 1000)) -
          Math.floor(shownMs / (rules.codeSeconds * 1000));
        const now = at(shownMs + later);
        expect(readToken(env, shown.token, now, rules)).toEqual({ meetingId, holds: steps <= 1 });
        expect(shown.figures).toMatch(/^\d{6}$/);
        if (steps <= 1) expect(figuresHold({ env, meetingId }, shown.figures, now, rules)).toBe(true);
        const other = newId();
        expect(readToken(env, shown.token.replace(meetingId, other), now, rules)).toBeNull();
        expect(
          readToken({ ...env, CREDENTIALS_SECRET: `${env.CREDENTIALS_SECRET}!` }, shown.token, now, rules),
        ).toBeNull();
      },
    ),
    { numRuns: 50 },
  );
});

it('a scan is of one browser, and there is time to sign in', () => {
  const meetingId = newId();
  const scanned = at(1.8e12);
  const { scan, nonce } = keptScan({ env, meetingId }, scanned);
  const later = (minutes: number) => at(scanned.getTime() + minutes * 60_000);
  expect(readScan(env, { scan, nonce }, later(rules.afterScanMinutes), rules)).toEqual({
    meetingId,
    scannedAt: scanned,
  });
  expect(readScan(env, { scan, nonce }, later(rules.afterScanMinutes + 1), rules)).toBeNull();
  expect(
    readScan(env, { scan, nonce: keptScan({ env, meetingId }, scanned).nonce }, later(1), rules),
  ).toBeNull();
  expect(readScan(env, { scan, nonce: '' }, later(1), rules)).toBeNull();
  expect(readToken(env, scan, scanned, rules)).toBeNull();
});

it('one may come from half an hour before until the end, and is late after a quarter of an hour', () => {
  const [startsAt, endsAt] = ['2026-12-01T01:00:00.000Z', '2026-12-01T02:30:00.000Z'];
  const standing = (time: string) =>
    checkInStanding({ startsAt, endsAt }, new Date(`2026-12-01T${time}.000Z`), rules);
  expect(['00:29:59', '00:30:00', '02:29:59', '02:30:00'].map(standing)).toEqual([
    'early',
    'open',
    'open',
    'over',
  ]);
  const state = (time: string) =>
    stateOnComing({ startsAt, endsAt }, new Date(`2026-12-01T${time}.000Z`), rules);
  expect(['00:45:00', '01:15:00', '01:15:01'].map(state)).toEqual(['present', 'present', 'late']);
});

it('six figures are not found by trying: after so many wrong ones nobody may go on for ten minutes', () => {
  const codes = new WrongCodes();
  const now = at(1.8e12);
  for (let wrong = 0; wrong < 3; wrong++) codes.note('p', now);
  expect(codes.isOver('p', { most: 3, now })).toBe(true);
  expect(codes.isOver('q', { most: 3, now })).toBe(false);
  expect(codes.isOver('p', { most: 3, now: at(now.getTime() + 600_000) })).toBe(false);
});

describeOnBothDatabases('checking in to a meeting', (open) => {
  const room = listRoom(open);
  const { meetingId, mark, met, history } = room;
  let starts: Date;
  beforeEach(async () => {
    const { starts_at } = await room.db
      .selectFrom('meeting')
      .select('starts_at')
      .where('id', '=', meetingId(1))
      .executeTakeFirstOrThrow();
    starts = new Date(starts_at);
  });
  const come = (
    minutes: number,
    { number = 1, way = 'qr' as 'qr' | 'code', actor = room.learner.actor } = {},
  ) => {
    const when = at(starts.getTime() + (number - 1) * 86_400_000 + minutes * 60_000);
    return checkIn(room.db, { actor, meetingId: meetingId(number), way, at: when, now: when });
  };

  it('says once that somebody is there, in time or late, and meets 到课 when it is enough', async () => {
    expect(await come(-5)).toMatchObject({ ok: true, state: 'present', isNew: true });
    expect(await come(40)).toMatchObject({ ok: true, state: 'present', isNew: false });
    expect(await come(16, { number: 2, way: 'code' })).toMatchObject({
      ok: true,
      state: 'late',
      isNew: true,
    });
    expect((await history()).map(({ to_state }) => to_state)).toEqual(['present', 'late']);
    const marks = await attendanceOf(room.db, room.section.sectionId);
    expect(marks.map(({ byCode }) => byCode)).toEqual([true, true]);
    expect(await met()).toEqual([]);
    await mark(3, 'absent');
    expect(await met()).toHaveLength(1);
  });

  it('never says other than the list of the teacher, who says what counts in the end', async () => {
    await mark(1, 'absent');
    expect(await come(1)).toMatchObject({ ok: true, state: 'absent', isNew: false });
    await come(1, { number: 2 });
    expect(await mark(2, 'early')).toEqual({ changed: 1 });
    expect((await attendanceOf(room.db, room.section.sectionId)).map(({ state }) => state).sort()).toEqual([
      'absent',
      'early',
    ]);
  });

  it('is not for others, nor before its time, after it, or where the meeting is cancelled', async () => {
    const other = await aLearner(room.db);
    expect(await come(0, { actor: other.actor })).toEqual({ ok: false, reason: 'not-yours' });
    expect(await come(-31)).toEqual({ ok: false, reason: 'early' });
    expect(await come(600)).toEqual({ ok: false, reason: 'over' });
    await room.db
      .insertInto('meeting_cancellation')
      .values({ meeting_id: meetingId(1), at: starts.toISOString(), by_person_id: null, reason: '停电' })
      .execute();
    expect(await come(0)).toEqual({ ok: false, reason: 'cancelled' });
    expect(await history()).toEqual([]);
  });

  it('shows whoever is about to come which meetings are open', async () => {
    const asked = (minutes: number) =>
      meetingsAtDoor(room.db, {
        personId: room.learner.personId,
        now: at(starts.getTime() + minutes * 60_000),
      });
    expect((await asked(-31)).length).toBe(0);
    expect((await asked(-30)).map((one) => one.meetingId)).toEqual([meetingId(1)]);
  });

  it('keeps one record of many who scan at once, each their own', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => room.enrolled()));
    const outcomes = await Promise.all([...people, ...people].map(({ actor }) => come(0, { actor })));
    expect(outcomes.filter((one) => one.ok && one.isNew)).toHaveLength(8);
    expect(await history()).toHaveLength(8);
  });
});
