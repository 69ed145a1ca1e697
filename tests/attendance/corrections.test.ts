import { beforeEach, expect, it } from 'vitest';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { planRequirements } from '#app/features/completion/requirements.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { ask } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after } from '#tests/support/world.ts';
import { listRoom } from './list.ts';

describeOnBothDatabases('a mark that is corrected before the section is completed', (open) => {
  const room = listRoom(open);
  const { classOf, enrolled, mark, met, balance } = room;
  const evidence = async () => JSON.parse((await met())[0]?.evidence ?? 'null');
  const journal = async () => {
    const { id } = await room.db
      .selectFrom('requirement')
      .select('id')
      .where('kind', '=', 'attend')
      .where('enrolment_id', '=', room.learner.enrolmentId)
      .executeTakeFirstOrThrow();
    const lines = await journalOf(room.db, { subjectType: 'requirement', subjectId: id });
    return lines.map(({ action, actorId, detail }) => ({ action, actorId, detail }));
  };
  beforeEach(async () => {
    room.section = await classOf(3, 2 / 3);
    const attend = { ...ask('attend', room.section.sectionId, '到课'), detail: { minimumShare: 2 / 3 } };
    await planRequirements(room.db, room.section.sectionId, [attend, ask('quiz', 'q')]);
    room.learner = await enrolled();
    for (const [index, state] of (['present', 'late', 'absent'] as const).entries())
      await mark(index + 1, state);
    expect(await evidence()).toEqual({ present: 2, meetings: 3 });
  });

  it('is the new evidence, with the old in the journal, and the day on which it was met stays', async () => {
    const [before] = await met();
    await mark(3, 'present', 9);
    expect(await evidence()).toEqual({ present: 3, meetings: 3 });
    expect((await met())[0]?.met_at).toBe(before?.met_at);
    expect(await journal()).toEqual([
      {
        action: 'requirement.revised',
        actorId: room.learner.personId,
        detail: { before: { present: 2, meetings: 3 } },
      },
    ]);
    await mark(1, 'early', 10);
    expect(await journal()).toHaveLength(1);
  });

  it('opens the requirement again when it is not enough any more, tells them, and meets it anew', async () => {
    await mark(1, 'absent', 9);
    expect(await met()).toEqual([]);
    expect((await journal())[0]?.action).toBe('requirement.open-again');
    expect((await unreadNotices(room.db, room.learner.personId)).map(({ title }) => title)).toEqual([
      '到课次数现在不够',
    ]);
    await passQuiz();
    expect(await balance()).toBe(0);
    await mark(3, 'present', 12);
    expect(await balance()).toBe(300);
  });

  it('pays by what the marks say when it is completed, and stays as it is from then on', async () => {
    await mark(3, 'present', 9);
    await passQuiz();
    const entry = await room.db.selectFrom('credit_entry').select('evidence').executeTakeFirstOrThrow();
    expect(JSON.parse(entry.evidence).requirements[0]).toMatchObject({ present: 3, meetings: 3 });
    for (const number of [1, 2, 3]) await mark(number, 'absent', 30);
    expect(await evidence()).toEqual({ present: 3, meetings: 3 });
    expect(await balance()).toBe(300);
  });

  it('is not undone by a meeting that is planned later, until somebody is marked in it', async () => {
    const [first] = await room.db
      .selectFrom('meeting')
      .selectAll()
      .where('section_id', '=', room.section.sectionId)
      .execute();
    if (!first) throw new Error('no meeting');
    const added = { ...first, id: 'added-later', number: 4 };
    await room.db.insertInto('meeting').values(added).execute();
    room.section.meetingIds.push(added.id);
    await mark(1, 'early', 9);
    await mark(2, 'early', 9);
    expect(await evidence()).toEqual({ present: 2, meetings: 3 });
    await mark(4, 'absent', 10);
    expect(await met()).toEqual([]);
    await mark(3, 'present', 11);
    expect(await evidence()).toEqual({ present: 3, meetings: 4 });
  });

  it('at the same moment as the quiz is passed, pays by one of the two truths', async () => {
    for (let round = 0; round < 4; round++) {
      room.learner = await enrolled();
      for (const [index, state] of (['present', 'late', 'absent'] as const).entries())
        await mark(index + 1, state);
      await Promise.all([mark(1, 'absent', 9), passQuiz()]);
      const [left] = await room.db
        .selectFrom('requirement_met')
        .innerJoin('requirement', 'requirement.id', 'requirement_met.requirement_id')
        .select('evidence')
        .where('enrolment_id', '=', room.learner.enrolmentId)
        .where('kind', '=', 'attend')
        .execute();
      expect(await balance()).toBe(left ? 300 : 0);
    }
  });

  const passQuiz = () =>
    meetRequirement(room.db, {
      enrolmentId: room.learner.enrolmentId,
      kind: 'quiz',
      subjectId: 'q',
      evidence: { score: 80 },
      now: after({ minutes: 10 }),
    });
});
