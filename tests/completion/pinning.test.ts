import { beforeEach, expect, it } from 'vitest';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import {
  finishedCourses,
  pinRequirements,
  planRequirements,
  requirementsOf,
} from '#app/features/completion/requirements.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { aSection, ask, aVersion, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, now, publishRules, withPolicies } from '#tests/support/world.ts';

const asks = [ask('watch', 'r1', '看录播'), ask('quiz', 'q1', '小测'), ask('evaluate', 's', '评价')];

describeOnBothDatabases('what is pinned at enrolment', (open) => {
  let db: Db;
  let section: Section;
  let personId: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    section = await aSection(db, { asks });
    personId = (await aLearner(db)).personId;
  });

  async function pin(who = personId): Promise<string> {
    const enrolmentId = newId();
    const wanted = { enrolmentId, personId: who, sectionId: section.sectionId, now };
    await db.transaction().execute((trx) => pinRequirements(trx, wanted));
    return enrolmentId;
  }
  const asked = async (enrolmentId: string) =>
    (await requirementsOf(db, [enrolmentId])).map(
      ({ kind, subjectId, title }) => `${kind} ${subjectId} ${title}`,
    );
  const entries = () => db.selectFrom('credit_entry').selectAll().orderBy('line').execute();
  async function meetAll(enrolmentId: string): Promise<boolean> {
    let completed = false;
    for (const { kind, subjectId } of await requirementsOf(db, [enrolmentId]))
      ({ completed } = await meetRequirement(db, {
        enrolmentId,
        kind,
        subjectId,
        evidence: {},
        now: after({ hours: 1 }),
      }));
    return completed;
  }

  it('is what the section asked then, in its order, for each person by themselves', async () => {
    const enrolmentId = await pin();
    const other = await pin((await aLearner(db)).personId);
    expect(await asked(enrolmentId)).toEqual(['watch r1 看录播', 'quiz q1 小测', 'evaluate s 评价']);
    await meetRequirement(db, { enrolmentId, kind: 'quiz', subjectId: 'q1', evidence: {}, now });
    const both = await requirementsOf(db, [enrolmentId, other]);
    expect(both.filter(({ metAt }) => metAt !== null).map((met) => [met.enrolmentId, met.kind])).toEqual([
      [enrolmentId, 'quiz'],
    ]);
    expect(await requirementsOf(db, [])).toEqual([]);
  });

  it('survives every later edit of course, section and rules', async () => {
    const enrolmentId = await pin();
    await planRequirements(db, section.sectionId, [ask('attend', 'm1')]);
    const { courseId } = section.course;
    const second = await aVersion(db, courseId, 2);
    await db
      .updateTable('course')
      .set({ required: 0, school: 'senior', credits: 900 })
      .where('id', '=', courseId)
      .execute();
    await db
      .updateTable('section')
      .set({ hours_face: 900, hours_recorded: 900, school: 'senior', course_version_id: second })
      .where('id', '=', section.sectionId)
      .execute();
    const rules = await publishRules(db, '2026.2', { validFrom: '2026-11-22', roundingHundredths: 100 });

    expect(await asked(enrolmentId)).toEqual(['watch r1 看录播', 'quiz q1 小测', 'evaluate s 评价']);
    expect(await meetAll(enrolmentId)).toBe(true);
    const paid = await entries();
    expect(paid.map(({ line, amount, elective, school }) => [line, amount, elective, school])).toEqual([
      ['face', 200, 0, 'governance'],
      ['recorded', 100, 0, 'governance'],
    ]);
    expect(paid.every(({ rule_version_id }) => rule_version_id !== rules)).toBe(true);
    expect(JSON.parse(paid[0]?.evidence ?? '{}')).toMatchObject({
      courseVersion: 1,
      courseCode: section.course.code,
    });
    const completion = await db.selectFrom('completion').selectAll().executeTakeFirstOrThrow();
    expect(completion.course_version_id).toBe(section.course.versionId);

    const late = await pin((await aLearner(db)).personId);
    expect(await asked(late)).toEqual(['attend m1 要做的事']);
    const pinned = await db
      .selectFrom('enrolment_pin')
      .selectAll()
      .where('enrolment_id', '=', late)
      .executeTakeFirst();
    expect(pinned).toMatchObject({ rule_version_id: rules, course_version_id: second });
  });

  it('never completes by itself when the section asks nothing', async () => {
    await planRequirements(db, section.sectionId, []);
    const enrolmentId = await pin();
    expect(await requirementsOf(db, [enrolmentId])).toEqual([]);
    const outcome = await meetRequirement(db, {
      enrolmentId,
      kind: 'watch',
      subjectId: 'r1',
      evidence: {},
      now,
    });
    expect(outcome).toEqual({ met: false, completed: false });
  });

  it('counts a course as finished once it is completed, and only for who completed it', async () => {
    const enrolmentId = await pin();
    expect((await finishedCourses(db, personId)).size).toBe(0);
    await meetAll(enrolmentId);
    expect([...(await finishedCourses(db, personId))]).toEqual([section.course.courseId]);
    expect((await finishedCourses(db, (await aLearner(db)).personId)).size).toBe(0);
  });

  it('leaves nothing when it cannot be whole', async () => {
    await expect(pin('nobody')).rejects.toThrow();
    const enrolmentId = newId();
    const wanted = { enrolmentId, personId, sectionId: section.sectionId, now };
    const twice = db.transaction().execute(async (trx) => {
      await pinRequirements(trx, wanted);
      await pinRequirements(trx, wanted);
    });
    await expect(twice).rejects.toThrow();
    expect(await db.selectFrom('enrolment_pin').selectAll().execute()).toEqual([]);
    expect(await requirementsOf(db, [enrolmentId])).toEqual([]);
  });
});
