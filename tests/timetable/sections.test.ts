import { beforeEach, expect, it } from 'vitest';
import { agenda } from '#app/features/timetable/agenda.server.ts';
import { meetingsOf } from '#app/features/timetable/meetings.server.ts';
import { sectionById, sectionList } from '#app/features/timetable/section-list.server.ts';
import {
  closeSection,
  createSection,
  type NewSection,
  openSection,
} from '#app/features/timetable/sections.server.ts';
import { addVenues } from '#app/features/venues/venues.server.ts';
import { newId } from '#app/lib/id.ts';
import { fiveOnes } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { aCourse, aSection, aTerm } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, now } from '#tests/support/world.ts';

describeOnBothDatabases('sections', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  const begin = (sectionId: string, at = now) => openSection(db, { actor: academy, sectionId, now: at });
  const actions = async () =>
    (await db.selectFrom('journal_entry').select('action').orderBy('id').execute()).map(
      ({ action }) => action,
    );

  it('open only when the five ones are there, or excused', async () => {
    const course = await aCourse(db, { has: ['syllabus', 'handout', 'teacher'] });
    const { sectionId } = await aSection(db, { course, opened: false });
    expect(await begin(sectionId)).toEqual({
      ok: false,
      reason: 'five-ones',
      missing: ['lesson-plan', 'slides'],
    });
    expect(await sectionById(db, sectionId)).toMatchObject({ state: 'planned' });
    const text = {
      course_version_id: course.versionId,
      item: 'lesson-plan',
      body: '',
      updated_at: now.toISOString(),
    };
    await db.insertInto('five_one').values(text).execute();
    expect(await begin(sectionId)).toMatchObject({ missing: ['lesson-plan', 'slides'] });
    await db.updateTable('five_one').set({ body: '教案' }).where('item', '=', 'lesson-plan').execute();
    const { personId } = await aLearner(db);
    const excuse = {
      item: 'slides',
      reason: '现场教学，不用 PPT',
      approved_by: personId,
      approved_at: now.toISOString(),
    };
    await db
      .insertInto('opening_exemption')
      .values({ course_version_id: course.versionId, ...excuse })
      .execute();
    expect(await begin(sectionId)).toEqual({ ok: true });
    expect(await sectionById(db, sectionId)).toMatchObject({
      state: 'open',
      courseVersionId: course.versionId,
    });
    expect(await actions()).toEqual(['section.planned', 'section.opened']);
  });

  it('lack all five when nothing is written, and open once', async () => {
    const bare = await aSection(db, { course: await aCourse(db, { has: [] }), opened: false });
    expect(await begin(bare.sectionId)).toEqual({ ok: false, reason: 'five-ones', missing: [...fiveOnes] });
    const { sectionId } = await aSection(db, { opened: false });
    const both = await Promise.all([begin(sectionId), begin(sectionId)]);
    expect([...both, await begin(sectionId, after({ days: 1 }))]).toEqual(Array(3).fill({ ok: true }));
    const row = await db
      .selectFrom('section')
      .select('opened_at')
      .where('id', '=', sectionId)
      .executeTakeFirst();
    expect(row).toEqual({ opened_at: now.toISOString() });
    expect((await actions()).filter((action) => action === 'section.opened')).toHaveLength(1);
    expect(await begin(newId())).toEqual({ ok: false, reason: 'not-found' });
  });

  it('are closed once, with a reason', async () => {
    const { sectionId } = await aSection(db);
    const close = (kind: 'ended' | 'cancelled') =>
      closeSection(db, { actor: academy, sectionId, kind, reason: '人数不够', now });
    const outcomes = await Promise.all([close('cancelled'), close('ended'), close('ended')]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await actions()).filter((action) => action !== 'section.planned')).toHaveLength(1);
    const closures = await db.selectFrom('section_closure').select(['kind', 'reason']).execute();
    expect(closures).toHaveLength(1);
    expect((await sectionById(db, sectionId))?.state).toBe(closures[0]?.kind);
  });

  it('keep their code to themselves, and leave nothing when it is taken', async () => {
    const { sectionId, course, termId } = await aSection(db);
    const { code } = await db
      .selectFrom('section')
      .select('code')
      .where('id', '=', sectionId)
      .executeTakeFirstOrThrow();
    const section: NewSection = {
      code,
      termId,
      courseId: course.courseId,
      courseVersionId: course.versionId,
      title: '又一个班',
      kind: 'regular',
      school: 'party',
      mode: 'face',
      teacherId: null,
      headTeacherId: null,
      minSize: 1,
      hoursFaceHundredths: 0,
      hoursRecordedHundredths: 0,
      startsOn: '2026-11-25',
      endsOn: '2026-12-25',
      audience: ['resident'],
      meetings: [],
    };
    expect(await createSection(db, { section, actor: academy, now })).toEqual({
      ok: false,
      reason: 'code-taken',
    });
    expect(await db.selectFrom('section_audience').selectAll().execute()).toEqual([]);
    expect(await actions()).toEqual(['section.planned']);
    const meetings = [
      {
        startsAt: after({ hours: 1 }).toISOString(),
        endsAt: after({ hours: 2 }).toISOString(),
        venueId: 'nowhere',
        topic: '',
        kind: 'face' as const,
      },
    ];
    const broken = { ...section, code: 'new', meetings };
    expect(await createSection(db, { section: broken, actor: academy, now })).toEqual({
      ok: false,
      reason: 'venue',
    });
    expect(await sectionList(db, { termId: null, page: 1 })).toMatchObject({ total: 1 });
  });

  it('are listed by term, newest first, in pages', async () => {
    const [one, other] = [await aTerm(db), await aTerm(db)];
    const course = await aCourse(db);
    const early = await aSection(db, { course, termId: one, startsOn: '2026-11-01' });
    const late = await aSection(db, { course, termId: one, startsOn: '2026-12-01' });
    await aSection(db, { course, termId: other });
    const list = await sectionList(db, { termId: one, page: 1 });
    expect(list.sections.map(({ id }) => id)).toEqual([late.sectionId, early.sectionId]);
    expect(list).toMatchObject({ total: 2, pageSize: 50 });
    expect((await sectionList(db, { termId: null, page: 1 })).total).toBe(3);
    expect((await sectionList(db, { termId: one, page: 2 })).sections).toEqual([]);
    expect(await sectionById(db, newId())).toBeNull();
  });

  it('meet in order, on the public timetable once they are open', async () => {
    const venues = await addVenues(db, [
      {
        name: '云谷睦邻中心',
        tier: '睦邻中心',
        address: '某路',
        capacity: 30,
        ramp: true,
        lift: false,
        toilet: true,
        hours: [],
        orgUnitId: null,
      },
    ]);
    const at = (hours: number) => ({
      startsAt: after({ hours }).toISOString(),
      endsAt: after({ hours: hours + 2 }).toISOString(),
      topic: '议事',
      kind: 'face' as const,
      venueId: venues.get('云谷睦邻中心') ?? null,
    });
    const { sectionId, meetingIds } = await aSection(db, { meetings: [at(1), at(169)] });
    await aSection(db, { meetsIn: [2], opened: false });
    await aSection(db, { meetsIn: [3], school: 'senior' });
    const week = { from: now.toISOString(), to: after({ days: 7 }).toISOString() };
    const listed = async (asked: Parameters<typeof agenda>[1]) => (await agenda(db, asked)).meetings;
    const seen = await listed({ ...week, school: null });
    expect(seen.map(({ school, venueName }) => [school, venueName])).toEqual([
      ['governance', '云谷睦邻中心'],
      ['senior', null],
    ]);
    expect((await listed({ ...week, school: 'senior' })).map(({ school }) => school)).toEqual(['senior']);
    expect(await listed({ from: week.to, to: after({ days: 14 }).toISOString(), school: null })).toHaveLength(
      1,
    );
    const meetings = await meetingsOf(db, [sectionId]);
    expect(meetings.map(({ id, number }) => [id, number])).toEqual(
      meetingIds.map((id, index) => [id, index + 1]),
    );
  });
});
