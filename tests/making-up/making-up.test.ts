import { expect, it } from 'vitest';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { letGoOfTheLedger } from '#tests/support/by-hand.ts';
import { ask } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after } from '#tests/support/world.ts';
import { aMember } from './classroom.ts';
import { makeUpRoom } from './room.ts';

describeOnBothDatabases('making a missed meeting up', (open) => {
  const room = makeUpRoom(open);
  const { within, begin, desk, states, mark, watch, quiz, makeUp, evidence, balance, expectSound } = room;

  it('goes from absence to attendance, completion and credits at 0.8, explained and verified', async () => {
    await within({ meetings: 10, hoursFaceHundredths: 1000, hoursRecordedHundredths: 0 });
    await mark(['present', 'absent', 'late', 'leave', ...Array<'present'>(6).fill('present')]);
    expect(await desk()).toMatchObject({ meetings: 10, most: 3, left: 3, makeUpPercent: 80 });
    expect(await states()).toEqual(['may', 'may']);
    await makeUp(1);
    expect(await balance()).toBe(0);
    expect(await desk()).toMatchObject({ left: 2 });
    await makeUp(3);
    // 8 h attended and 2 h made up: 8 + 2 × 0.8 = 9.6, rounded to a quarter.
    expect(await balance()).toBe(950);
    expect(await evidence()).toMatchObject({
      present: 8,
      meetings: 10,
      minutes: 1200,
      madeUp: [
        { number: 2, minutes: 120, watchedPercent: 95, score: 100, counts: true },
        { number: 4, counts: true },
      ],
    });
    const entry = await room.db.selectFrom('credit_entry').selectAll().executeTakeFirstOrThrow();
    expect(JSON.parse(entry.computation)).toEqual({
      ruleLine: 'A.makeUp',
      before: 1000,
      words: '面授 10 学时，其中补课 2 学时按 0.8 倍记，每学时 1 学分，取到 0.25 是 9.5 学分',
    });
    const told = (await unreadNotices(room.db, room.member.personId)).map(({ title }) => title);
    expect(told.filter((title) => title.includes('补上了'))).toHaveLength(2);
    expect(told).toContain(`《${room.section.course.title}》已结业`);
    await expectSound();
  });

  it('is told of by verify when the sum is another one', async () => {
    await within({ meetings: 4, hoursFaceHundredths: 400, hoursRecordedHundredths: 0 });
    await mark(['present', 'absent', 'present', 'present']);
    await makeUp(1);
    expect(await balance()).toBe(375);
    await letGoOfTheLedger(room.db);
    await room.db.updateTable('credit_entry').set({ amount: 400 }).execute();
    expect((await room.breaches()).map(({ name }) => name)).toEqual([
      'every completion has paid each line that was pinned, made-up meetings by their share, once',
    ]);
  });

  it('is over with three of ten, none of three, one of four', async () => {
    await within({ meetings: 10, minimumShare: 1 });
    await mark([...Array<'absent'>(4).fill('absent'), ...Array<'present'>(6).fill('present')]);
    for (const index of [0, 1, 2]) expect(await begin(index)).toEqual({ ok: true });
    expect(await begin(3)).toEqual({ ok: false, reason: 'too-many' });
    expect(await desk()).toMatchObject({ most: 3, left: 0 });
    await within({ meetings: 3 });
    await mark(['absent', 'present', 'present']);
    expect(await begin(0)).toEqual({ ok: false, reason: 'no-places' });
    expect(await desk()).toMatchObject({ most: 0, left: 0 });
    await within({ meetings: 4 });
    await mark(['absent', 'absent', 'present', 'present']);
    expect(await begin(0)).toEqual({ ok: true });
    expect(await begin(1)).toEqual({ ok: false, reason: 'too-many' });
    await expectSound();
  });

  it('is begun once by two tabs, and by two tabs for two meetings never once too often', async () => {
    await within({ meetings: 4 });
    await mark(['absent', 'absent', 'present', 'present']);
    const same = await Promise.all(Array.from({ length: 6 }, () => begin(0)));
    expect(same).toEqual(Array(6).fill({ ok: true }));
    expect(await room.db.selectFrom('make_up').selectAll().execute()).toHaveLength(1);
    room.member = await aMember(room.db, room.section);
    await mark(['absent', 'absent', 'present', 'present']);
    const both = await Promise.all([begin(0), begin(1)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    await expectSound();
  });

  it('is done once when both halves come at once', async () => {
    await within({ meetings: 4 });
    for (let round = 0; round < 4; round++) {
      room.member = await aMember(room.db, room.section);
      await mark(['present', 'absent', 'present', 'present']);
      await begin(1);
      await Promise.all([watch(1), quiz(1)]);
      expect((await evidence())?.madeUp).toHaveLength(1);
      const changes = await room.db
        .selectFrom('attendance_change')
        .innerJoin('attendance', 'attendance.id', 'attendance_change.attendance_id')
        .select('to_state')
        .where('enrolment_id', '=', room.member.enrolmentId)
        .where('to_state', '=', 'made-up')
        .execute();
      expect(changes).toHaveLength(1);
    }
    await expectSound();
  });

  it('meets attendance also when the last list is saved at the same moment', async () => {
    await within({ meetings: 4 });
    for (let round = 0; round < 4; round++) {
      room.member = await aMember(room.db, room.section);
      await mark(['present', 'absent', 'present', null]);
      await begin(1);
      await watch(1);
      await Promise.all([quiz(1), mark([null, null, null, 'present'])]);
      expect((await evidence())?.madeUp).toHaveLength(1);
    }
  });

  it('takes nothing off for a make-up that attendance did not need', async () => {
    await within({ meetings: 10, minimumShare: 0.8, hoursFaceHundredths: 1000, hoursRecordedHundredths: 0 });
    await mark(['absent', 'absent', 'absent']);
    await makeUp(0);
    await makeUp(1);
    await mark([null, null, null, ...Array<'present'>(7).fill('present')]);
    // Seven of ten are there; one of the two made-up ones brings the eighth.
    expect((await evidence())?.madeUp.map(({ counts }: { counts: boolean }) => counts)).toEqual([
      true,
      false,
    ]);
    expect(await balance()).toBe(975);
    expect(await states()).toEqual(['done', 'done', 'completed']);
    await expectSound();
  });

  it('is by the rules that enrolment pinned', async () => {
    await within({ meetings: 10, hoursFaceHundredths: 1000, hoursRecordedHundredths: 0 });
    const row = await room.db
      .selectFrom('policy_version')
      .selectAll()
      .where('kind', '=', 'rules')
      .executeTakeFirstOrThrow();
    const content = row.content
      .replace('"makeUpPercent":80', '"makeUpPercent":50')
      .replace('"makeUpMaxMeetingsPercent":30', '"makeUpMaxMeetingsPercent":10');
    await room.db
      .insertInto('policy_version')
      .values({
        ...row,
        id: 'newer',
        version: '2026.2',
        content,
        content_hash: 'x',
        valid_from: '2026-11-23',
      })
      .execute();
    await mark(['absent', ...Array<'present'>(9).fill('present')]);
    expect(await desk()).toMatchObject({ most: 3, makeUpPercent: 80 });
    await makeUp(0);
    expect(await balance()).toBe(975);
    await room.db.updateTable('enrolment_pin').set({ rule_version_id: 'newer' }).execute();
    expect(await desk()).toMatchObject({ most: 1, makeUpPercent: 50 });
  });

  it('completes with the last of everything, whatever else is asked', async () => {
    await within({ meetings: 4, alsoAsks: [ask('evaluate', 'evaluate')], hoursFaceHundredths: 400 });
    await mark(['absent', 'present', 'present', 'present']);
    await makeUp(0);
    expect((await evidence())?.madeUp).toHaveLength(1);
    expect(await balance()).toBe(0);
    expect(await states()).toEqual(['done']);
    expect(await begin(0, after({ days: 41 }))).toEqual({ ok: true });
  });
});
