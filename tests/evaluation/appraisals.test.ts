import { beforeEach, expect, it } from 'vitest';
import { appraisalsOfPerson } from '#app/features/evaluation/appraisal-summary.server.ts';
import {
  appraisalsOf,
  appraise,
  replyToAppraisal,
  rubric,
} from '#app/features/evaluation/appraisals.server.ts';
import type { AppraisalLevel } from '#app/features/evaluation/forms.schema.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { learningDesk } from '#app/shell/learning.server.ts';
import type { Db } from '#db/database.ts';
import type { Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, type Learner, now } from '#tests/support/world.ts';
import { aClass, manyHands, type Voter, vote, voters, withForms } from './classroom.ts';

const scores = (level: string) => Object.fromEntries(rubric.criteria.map(({ key }) => [key, level]));

describeOnBothDatabases('what a teacher says of a learner', (open) => {
  let db: Db;
  let section: Section;
  let teacher: Learner;
  let people: Voter[];
  beforeEach(async () => {
    db = await open();
    await withForms(db);
    section = await aClass(db);
    teacher = await aLearner(db, '齐老师');
    people = await voters(db, section, 7);
  });

  const learner = (index = 0) => people[index] as Voter;
  const say = (index: number, level: AppraisalLevel | 'superb', more: { comment?: string; at?: Date } = {}) =>
    appraise(db, {
      actor: teacher.actor,
      sectionId: section.sectionId,
      enrolmentId: learner(index).enrolmentId,
      scores: scores(level),
      comment: more.comment ?? '愿意听别人说完。',
      now: more.at ?? now,
    });
  const kept = () => appraisalsOf(db, { sectionId: section.sectionId });
  const desk = (at = now) => learningDesk(db, { ...learner(), now: at });
  const reply = (comment: string, at = now) => replyToAppraisal(db, { ...learner(), comment, now: at });

  it('is kept with its level, in the journal, and told', async () => {
    expect(await say(0, 'good')).toEqual({ ok: true, level: 'good' });
    expect(await kept()).toMatchObject([
      { ...{ level: 'good', comment: '愿意听别人说完。', reply: null }, scores: scores('good') },
    ]);
    const subject = { subjectType: 'enrolment', subjectId: learner().enrolmentId };
    const [line] = (await journalOf(db, subject)).filter(({ action }) => action === 'learner.appraised');
    expect(line).toMatchObject({ actorId: teacher.personId, detail: { level: 'good' } });
    const notices = await unreadNotices(db, learner().personId);
    expect(notices.map(({ title }) => title)).toContain(`《${section.title}》的老师写了评学意见`);
    expect(JSON.stringify(notices)).not.toMatch(/良好|愿意听别人说完/);
  });

  it('may be said anew: the newest stands', async () => {
    await say(0, 'pass');
    await say(0, 'good', { comment: '后来补上了。' });
    expect((await kept()).map(({ level, comment }) => [level, comment])).toEqual([['good', '后来补上了。']]);
  });

  it('fits the rubric and a thousand characters', async () => {
    expect(await say(0, 'superb')).toEqual({ ok: false, reason: 'scores' });
    expect(await say(0, 'good', { comment: '好'.repeat(1001) })).toEqual({ ok: false, reason: 'comment' });
    expect(await kept()).toEqual([]);
  });

  it('is excellent for 15 % of a class at most, and for one always', async () => {
    expect(await say(0, 'excellent')).toEqual({ ok: true, level: 'excellent' });
    expect(await say(1, 'excellent')).toEqual({ ok: false, reason: 'too-many-excellent' });
    expect(await say(0, 'excellent')).toMatchObject({ ok: true });
    expect(await say(1, 'good')).toMatchObject({ ok: true });
    people.push(...(await voters(db, section, 7)));
    expect(await say(1, 'excellent')).toMatchObject({ ok: true });
    expect(await say(2, 'excellent')).toEqual({ ok: false, reason: 'too-many-excellent' });
  });

  it('is no more often excellent when all are appraised at once', async () => {
    await manyHands(db);
    const outcomes = await Promise.all(people.map((_, index) => say(index, 'excellent')));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await kept()).map(({ level }) => level)).toEqual(['excellent']);
  });

  it('sent twice at once is one', async () => {
    await manyHands(db);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => say(0, 'good')));
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(await kept()).toHaveLength(1);
  });

  it('is of those in the class, of others than oneself, and not at the school for elders', async () => {
    const { enrolmentId } = learner();
    const given = { enrolmentId, scores: scores('good'), comment: '', now };
    const { sectionId } = section;
    expect(await appraise(db, { ...given, sectionId, actor: learner().actor })).toEqual({
      ok: false,
      reason: 'own',
    });
    const elders = await aClass(db, { school: 'senior' });
    const notFound = { ok: false, reason: 'not-found' };
    const elsewhere = { ...given, sectionId: elders.sectionId, actor: teacher.actor };
    expect(await appraise(db, elsewhere)).toEqual(notFound);
    const [old] = await voters(db, elders, 1);
    expect(await appraise(db, { ...elsewhere, enrolmentId: old?.enrolmentId ?? '' })).toEqual({
      ok: false,
      reason: 'school',
    });
    await withdraw(db, { ...learner(), now });
    expect(await say(0, 'good')).toEqual(notFound);
    expect(await kept()).toEqual([]);
  });

  it('is hidden before the window and in it, until they evaluate', async () => {
    await say(0, 'good');
    for (const at of [after({ days: -3 }), now]) {
      expect(await desk(at)).toMatchObject({ appraisal: null, appraisalWaits: true });
      expect(await reply('我有说明', at)).toEqual({ ok: false, reason: 'not-found' });
    }
    await vote(db, learner());
    expect(await desk()).toMatchObject({ appraisal: { levelName: '良好' }, appraisalWaits: false });
    expect((await desk(after({ days: -3 })))?.appraisal).not.toBeNull();
  });

  it('is shown when the window is over, or when there is none', async () => {
    await say(0, 'good');
    expect((await desk(after({ days: 10, ms: -1 })))?.appraisal).toBeNull();
    expect((await desk(after({ days: 10 })))?.appraisal).toMatchObject({ level: 'good' });
    await db.deleteFrom('term_window').where('kind', '=', 'evaluation').execute();
    expect((await desk())?.appraisal).toMatchObject({ level: 'good' });
  });

  it('is answered once, by the learner alone, and stays answered when it is said anew', async () => {
    await say(0, 'pass');
    await vote(db, learner());
    const foreign = { ...learner(), personId: learner(1).personId, comment: '不是我', now };
    expect(await replyToAppraisal(db, foreign)).toEqual({ ok: false, reason: 'not-found' });
    expect(await replyToAppraisal(db, { ...foreign, personId: null })).toMatchObject({ ok: false });
    await manyHands(db);
    const outcomes = await Promise.all([reply(' 两次缺课请过假。 '), reply(' 两次缺课请过假。 ')]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await reply('再说一句')).toEqual({ ok: false, reason: 'already' });
    await say(0, 'good');
    expect(await kept()).toMatchObject([{ level: 'good', reply: '两次缺课请过假。' }]);
  });

  it('is on the statement of its year once the window is over, whether or not they evaluated', async () => {
    await say(0, 'good');
    await vote(db, learner());
    const summary = (at: Date, year = 2026) =>
      appraisalsOfPerson(db, { personId: learner().personId, year, now: at });
    expect(await summary(now)).toEqual([]);
    expect(await summary(after({ days: 10 }))).toEqual([
      { courseTitle: section.course.title, levelName: '良好' },
    ]);
    expect(await summary(after({ days: 10 }), 2025)).toEqual([]);
    // Seven in the morning of New Year's Day in Shanghai.
    await say(0, 'pass', { at: new Date('2026-12-31T23:00:00.000Z') });
    expect(await summary(after({ days: 60 }), 2027)).toHaveLength(1);
    expect(await summary(after({ days: 60 }), 2026)).toEqual([]);
  });
});
