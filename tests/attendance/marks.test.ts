import { expect, it } from 'vitest';
import type { MarkedState } from '#app/features/attendance/attendance.rules.ts';
import { attendanceOf, markAttendance } from '#app/features/attendance/marks.server.ts';
import { ownMeetings } from '#app/features/attendance/own-meetings.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { aSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, now } from '#tests/support/world.ts';
import { listRoom } from './list.ts';

describeOnBothDatabases('the list of a meeting', (open) => {
  const room = listRoom(open);
  const { classOf, enrolled, meetingId, list, mark, met, history, balance } = room;

  it('keeps one record a person and every change of it', async () => {
    expect(await mark(1, 'absent')).toEqual({ changed: 1 });
    expect(await mark(1, 'absent', 1)).toEqual({ changed: 0 });
    expect(await mark(1, 'late', 2)).toEqual({ changed: 1 });
    const made = { personId: room.learner.personId, carried: false, taken: false, byCode: false };
    expect(await attendanceOf(room.db, room.section.sectionId)).toEqual([
      { ...made, meetingId: meetingId(1), state: 'late' },
    ]);
    expect(await history()).toEqual([
      { from_state: null, to_state: 'absent', at: after({}).toISOString() },
      { from_state: 'absent', to_state: 'late', at: after({ minutes: 2 }).toISOString() },
    ]);
    const journal = await journalOf(room.db, { subjectType: 'meeting', subjectId: meetingId(1) });
    expect(journal.map(({ action, detail }) => [action, detail])).toEqual([
      ['attendance.marked', { changed: 1 }],
      ['attendance.marked', { changed: 1 }],
    ]);
    const own = await ownMeetings(room.db, {
      enrolmentId: room.learner.enrolmentId,
      sectionId: room.section.sectionId,
    });
    expect(own.find(({ id }) => id === meetingId(1))?.attendance).toBe('late');
    expect(own.filter(({ attendance }) => attendance !== null)).toHaveLength(1);
  });

  it('takes the last word on a person named twice, and leaves those aside who are not in the class', async () => {
    const other = await aLearner(room.db);
    const marks = [
      { personId: room.learner.personId, state: 'absent' as const },
      { personId: other.personId, state: 'present' as const },
      { personId: room.learner.personId, state: 'present' as const },
    ];
    expect(await list(1, marks)).toEqual({ changed: 1 });
    expect((await history()).map(({ to_state }) => to_state)).toEqual(['present']);
  });

  it('is of its own section only', async () => {
    const other = await aSection(room.db, { meetsIn: [400] });
    const foreign = { actor: academy, meetingId: other.meetingIds[0] ?? '', marks: [], now };
    expect(await markAttendance(room.db, { ...foreign, sectionId: room.section.sectionId })).toBeNull();
    expect(await markAttendance(room.db, { ...foreign, sectionId: other.sectionId })).toEqual({ changed: 0 });
  });

  it('meets the requirement once, when all meetings are marked and enough were attended', async () => {
    await mark(1, 'present');
    await mark(2, 'early');
    expect(await met()).toEqual([]);
    await mark(3, 'absent', 5);
    const [proof] = await met();
    expect(proof?.met_at).toBe(after({ minutes: 5 }).toISOString());
    expect(JSON.parse(proof?.evidence ?? '')).toEqual({ present: 2, meetings: 3 });
    await mark(3, 'present', 9);
    expect(await met()).toEqual([proof]);
    expect(await balance()).toBe(300);
  });

  it('is met by a correction, and a later one takes no credit back', async () => {
    await mark(1, 'present');
    await mark(2, 'leave');
    await mark(3, 'absent');
    expect(await met()).toEqual([]);
    await mark(2, 'late');
    expect(await balance()).toBe(300);
    for (const number of [1, 2, 3]) await mark(number, 'absent', 30);
    expect(await met()).toHaveLength(1);
    expect(await balance()).toBe(300);
  });

  it('asks six of seven exactly', async () => {
    room.section = await classOf(7, 6 / 7);
    room.learner = await enrolled();
    for (let number = 1; number <= 6; number++) await mark(number, number > 1 ? 'present' : 'leave');
    await mark(7, 'leave');
    expect(await met()).toEqual([]);
    await mark(7, 'present');
    expect(JSON.parse((await met())[0]?.evidence ?? '')).toEqual({ present: 6, meetings: 7 });
  });

  it('asks each only for their own share of a whole class', async () => {
    const second = await enrolled();
    const states: MarkedState[] = ['present', 'present', 'absent'];
    for (const [index, state] of states.entries())
      await list(index + 1, [
        { personId: room.learner.personId, state },
        { personId: second.personId, state: 'absent' },
      ]);
    expect([await balance(), await balance(second)]).toEqual([300, 0]);
  });

  it('sent twice at once is one list', async () => {
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => mark(1, 'present')));
    expect(outcomes.every((outcome) => outcome !== null)).toBe(true);
    expect(await history()).toHaveLength(1);
  });

  it('of two last meetings at once meets the requirement', async () => {
    for (let round = 0; round < 5; round++) {
      room.learner = await enrolled();
      await mark(1, 'absent');
      await Promise.all([mark(2, 'present'), mark(3, 'present')]);
      expect(await balance()).toBe(300);
    }
  });

  it('counts for whoever left and came back, once it is saved again', async () => {
    await mark(1, 'present');
    await mark(2, 'present');
    await withdraw(room.db, { ...room.learner, sectionId: room.section.sectionId, now });
    room.learner = await enrolled(room.learner);
    await mark(1, 'present');
    await mark(2, 'present');
    await mark(3, 'absent');
    expect(await balance()).toBe(300);
  });

  it('is nothing at all when it cannot be written whole', async () => {
    const marks = [
      { personId: room.learner.personId, state: 'present' as const },
      { personId: (await enrolled()).personId, state: 'x'.repeat(20) as MarkedState },
    ];
    await expect(list(1, marks)).rejects.toThrow();
    expect([await history(), await attendanceOf(room.db, room.section.sectionId)]).toEqual([[], []]);
  });
});
