import { expect, it } from 'vitest';
import { ownMeetings } from '#app/features/attendance/own-meetings.server.ts';
import { setMaterial } from '#app/features/making-up/material.server.ts';
import { standingFor } from '#app/features/making-up/standing.server.ts';
import { allowanceWords } from '#app/features/making-up/words.rules.ts';
import { newId } from '#app/lib/id.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now, publishRules, rules2026 } from '#tests/support/world.ts';
import { later, registrar } from './classroom.ts';
import { makeUpRoom } from './room.ts';

describeOnBothDatabases('what decides about a make-up', (open) => {
  const room = makeUpRoom(open);
  const { within, meetingId, begin, desk, states, mark, watch } = room;

  /** A hundred lectures and quizzes that were there before, or came since: no list to choose from shows all. */
  async function many(createdAt: string) {
    const { db, section } = room;
    const [recording, exercise] = [
      await db.selectFrom('recording').selectAll().executeTakeFirstOrThrow(),
      await db.selectFrom('exercise').selectAll().executeTakeFirstOrThrow(),
    ];
    const made = { course_id: section.course.courseId, created_at: createdAt };
    const recordings = Array.from({ length: 101 }, () => ({
      ...{ ...recording, ...made, id: newId(), meeting_id: null },
    }));
    await db.insertInto('recording').values(recordings).execute();
    const publication = await db.selectFrom('recording_publication').selectAll().executeTakeFirstOrThrow();
    await db
      .insertInto('recording_publication')
      .values(recordings.map(({ id }) => ({ ...publication, recording_id: id })))
      .execute();
    await db
      .insertInto('exercise')
      .values(Array.from({ length: 101 }, () => ({ ...exercise, ...made, id: newId() })))
      .execute();
  }

  it('is not cut where a list to choose from ends', async () => {
    await within({ meetings: 4, ready: [0] });
    await mark(['absent', 'absent', 'present', 'present']);
    // Newer lectures, older quizzes: what stands for the meeting is in neither list.
    await many('2027-01-01T00:00:00.000Z');
    await room.db.updateTable('exercise').set({ created_at: '2020-01-01T00:00:00.000Z' }).execute();
    const [recordingId = '', exerciseId = ''] = [room.section.recordingIds[0], room.section.exerciseIds[0]];
    await room.db
      .updateTable('exercise')
      .set({ created_at: '2027-01-01T00:00:00.000Z' })
      .where('id', '=', exerciseId)
      .execute();
    const { standing } = await standingFor(room.db, room.section.sectionId);
    expect(standing.get(meetingId(0))).toMatchObject({
      recording: { id: recordingId },
      exercise: { id: exerciseId },
    });
    const { sectionId } = room.section;
    const saved = { actor: registrar, sectionId, meetingId: meetingId(0), recordingId, exerciseId, now };
    expect(await setMaterial(room.db, saved)).toEqual({ ok: true });
    // One quiz stands for one meeting.
    const twice = { ...saved, meetingId: meetingId(1), recordingId: null };
    expect(await setMaterial(room.db, twice)).toEqual({ ok: false, reason: 'exercise' });
    expect(await begin(0)).toEqual({ ok: true });
  });

  it('says that nothing is to be made up any more once the list says that they were there', async () => {
    await within({ meetings: 4 });
    await mark(['absent', 'present', 'present']);
    await begin(0);
    const { enrolmentId } = room.member;
    const own = async () =>
      (await ownMeetings(room.db, { enrolmentId, sectionId: room.section.sectionId }))[0]?.makingUp;
    expect([await states(), await own()]).toEqual([['under-way'], true]);
    await mark(['present']);
    expect([await states(), await own()]).toEqual([['there'], false]);
    await mark(['absent']);
    expect([await states(), await own()]).toEqual([['under-way'], true]);
  });

  it('knows a quiz that waits for somebody to look at its files', async () => {
    await within({ meetings: 4 });
    await mark(['absent', 'present', 'present', 'present']);
    await begin(0);
    await watch(0);
    const { enrolmentId, personId } = room.member;
    const waiting = async () => (await desk())?.missed[0]?.work?.exercise.waiting;
    expect(await waiting()).toBe(false);
    await room.db
      .insertInto('attempt')
      .values({
        ...{ id: newId(), exercise_id: room.section.exerciseIds[0] ?? '', enrolment_id: enrolmentId },
        ...{ person_id: personId, number: 1, open: null, questions: '[]', score: null },
        ...{ started_at: later.toISOString(), submitted_at: later.toISOString() },
      })
      .execute();
    expect(await waiting()).toBe(true);
  });

  it('says so where the rules give a section no make-ups', async () => {
    const categories = rules2026.categories.map((rule) =>
      rule.code === 'A' ? { ...rule, makeUpMaxMeetingsPercent: 0 } : rule,
    );
    await publishRules(room.db, '2026.9', { categories, validFrom: '2026-11-01' });
    await within({ meetings: 10 });
    await mark(['absent']);
    const own = await desk();
    expect(own).toMatchObject({ most: 0, maxPercent: 0, missed: [{ against: 'no-places' }] });
    expect(own && allowanceWords(own)).toContain('这个班不补课');
  });
});
