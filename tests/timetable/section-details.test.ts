import { beforeEach, expect, it } from 'vitest';
import { exemptFromOpening, readinessOf } from '#app/features/catalogue/exemptions.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { underFilled } from '#app/features/selection/under-filled.server.ts';
import { sectionDetailsForm } from '#app/features/timetable/section-details.schema.ts';
import { adoptNewestVersion } from '#app/features/timetable/section-details.server.ts';
import { sectionSheet } from '#app/features/timetable/section-sheet.server.ts';
import { closeSection, openSection } from '#app/features/timetable/sections.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { changeSection } from '#app/shell/section-changes.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { aTeacher } from '#tests/evaluation/classroom.ts';
import { choose } from '#tests/selection/desk.ts';
import { aCourse, aSection, aTerm, aVersion, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, now, withPolicies } from '#tests/support/world.ts';

describeOnBothDatabases('the details of a section', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
  });

  const change = ({ sectionId, title }: Section, more: Record<string, unknown> = {}) => {
    const form = sectionDetailsForm.parse({ title, minSize: 5, ...more });
    return changeSection(db, { actor: academy, sectionId, form, now });
  };

  it('change, and a new teacher is told to everybody in it', async () => {
    const { teacherId: before } = await aTeacher(db, '齐大川');
    const { teacherId: teacher } = await aTeacher(db, '岑小舟');
    const section = await aSection(db, { teacherId: before, meetsIn: [50] });
    const learner = await aLearner(db);
    await choose(db, learner, { section });
    expect(await change(section, { teacher: before, note: '带笔' })).toEqual({ ok: true, told: 0 });
    expect(await unreadNotices(db, learner.personId)).toEqual([]);
    expect(await change(section, { teacher, title: '协商（新名字）' })).toEqual({ ok: true, told: 1 });
    const [notice] = await unreadNotices(db, learner.personId);
    expect(notice?.body).toBe('这个班改由岑小舟老师上，原来是齐大川老师。时间和地点不变。');
    expect(await sectionSheet(db, section.sectionId, dayOf(now))).toMatchObject({
      title: '协商（新名字）',
      teacherName: '岑小舟',
      minSize: 5,
      note: '',
    });
    const [line] = await journalOf(db, { subjectType: 'section', subjectId: section.sectionId });
    expect(line).toMatchObject({ action: 'section.changed', detail: { teacher_id: { to: teacher } } });
  });

  it('do not give a teacher two places at once', async () => {
    const { teacherId: teacher } = await aTeacher(db, '齐大川');
    await aSection(db, { teacherId: teacher, meetsIn: [51], title: '书法' });
    const section = await aSection(db, { meetsIn: [-30, 50] });
    const refused = await change(section, { teacher });
    expect(refused).toMatchObject({ reason: 'problems', problems: [{ field: 'teacher' }] });
    const past = await aSection(db, { meetsIn: [-30, 90] });
    expect(await change(past, { teacher })).toMatchObject({ ok: true });
  });

  it('say who may take it only until it opens, and nothing once it is closed', async () => {
    const planned = await aSection(db, { opened: false });
    const who = { audienceAsked: 'yes', audience: ['volunteer'], ageFrom: '55' };
    expect(await change(planned, who)).toEqual({ ok: true, told: 0 });
    expect(await sectionSheet(db, planned.sectionId, dayOf(now))).toMatchObject({
      audience: ['volunteer'],
      eligibility: ['55 岁以上'],
    });
    const opened = await aSection(db);
    expect(await change(opened, who)).toEqual({ ok: false, reason: 'opened' });
    const { sectionId } = opened;
    await closeSection(db, { actor: academy, sectionId, kind: 'ended', reason: '课已上完', now });
    expect(await change(opened)).toEqual({ ok: false, reason: 'closed' });
    expect(await change({ ...opened, sectionId: 'none' })).toEqual({ ok: false, reason: 'not-found' });
  });

  it('lets it open without one of the five ones by a recorded exemption only', async () => {
    const course = await aCourse(db, { has: ['syllabus', 'lesson-plan', 'handout'] });
    const { sectionId } = await aSection(db, { course, opened: false });
    const { actor } = await aLearner(db, '简教务');
    const begin = () => openSection(db, { actor, sectionId, now });
    expect(await begin()).toMatchObject({ ok: false, missing: ['slides', 'teacher'] });
    const exempt = (item: 'slides' | 'teacher' | 'syllabus') =>
      exemptFromOpening(db, { actor, versionId: course.versionId, item, reason: '现场教学', now });
    const both = await Promise.all([exempt('slides'), exempt('slides')]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await exempt('syllabus')).toEqual({ ok: false });
    expect(await begin()).toMatchObject({ ok: false, missing: ['teacher'] });
    await exempt('teacher');
    expect(await begin()).toEqual({ ok: true });
    const { missing, exemptions } = await readinessOf(db, course.versionId);
    expect(missing).toEqual([]);
    expect(exemptions).toHaveLength(2);
    expect(exemptions[0]).toMatchObject({ reason: '现场教学', approvedBy: '简教务' });
    const lines = await journalOf(db, { subjectType: 'course-version', subjectId: course.versionId });
    expect(lines.map(({ action }) => action)).toEqual(Array(2).fill('course-version.exempted'));
  });

  it('takes a newer version of the course until it opens', async () => {
    const course = await aCourse(db, { has: ['syllabus'] });
    const { sectionId } = await aSection(db, { course, opened: false });
    const newer = await aVersion(db, course.courseId, 2);
    expect((await sectionSheet(db, sectionId, dayOf(now)))?.newerVersion).toEqual({ id: newer, number: 2 });
    const adopt = () =>
      inTransaction(db, (trx) => adoptNewestVersion(trx, { actor: academy, sectionId, now }));
    expect(await adopt()).toEqual({ ok: true });
    expect(await openSection(db, { actor: academy, sectionId, now })).toEqual({ ok: true });
    expect(await sectionSheet(db, sectionId, dayOf(now))).toMatchObject({
      courseVersionId: newer,
      newerVersion: null,
    });
    expect(await adopt()).toEqual({ ok: false });
  });

  it('tell which have too few people, once it is time to decide', async () => {
    const selection = (from: number, to: number) => ({
      kind: 'selection' as const,
      from: after({ days: from }),
      to: after({ days: to }),
    });
    const running = await aTerm(db);
    const later = await aTerm(db, [selection(-1, 30)]);
    const soon = await aTerm(db, [selection(-1, 5)]);
    const begins = { starts_on: '2027-02-20', ends_on: '2027-07-01' };
    await db.updateTable('term').set(begins).where('id', 'in', [later, soon]).execute();
    const few = { minSize: 2, meetsIn: [2_000], startsOn: '2027-02-25', endsOn: '2027-06-01' };
    const section = await aSection(db, { termId: running, minSize: 2 });
    await aSection(db, { termId: later, ...few });
    const closing = await aSection(db, { termId: soon, ...few });
    const enough = await aSection(db, { termId: running, minSize: 1 });
    await choose(db, await aLearner(db), { section: enough });
    const found = async (termId: string | null = null) =>
      (await underFilled(db, { termId, page: 1, now })).sections.map(({ id }) => id);
    expect(await found()).toEqual([section.sectionId, closing.sectionId]);
    expect(await found(soon)).toEqual([closing.sectionId]);
    for (let count = 0; count < 2; count++) await choose(db, await aLearner(db), { section });
    expect(await found()).toEqual([closing.sectionId]);
  });
});
