import { beforeEach, expect, it } from 'vitest';
import type { Refusal } from '#app/features/selection/eligibility.rules.ts';
import { refusalWords } from '#app/features/selection/refusal-words.rules.ts';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { aCourse, aSection, aTerm, type Section, type WantedSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, holding, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { breaches, choose, leave } from './desk.ts';

describeOnBothDatabases('why a section cannot be taken', (open) => {
  let db: Db;
  let termId: string;
  let learner: Learner;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    termId = await aTerm(db);
    learner = await aLearner(db);
  });

  const section = (wanted: WantedSection = {}) => aSection(db, { termId, ...wanted });
  async function refused(chosen: Section, waitlist = true, at = now): Promise<Refusal> {
    const outcome = await choose(db, learner, { section: chosen, waitlist, at });
    if (outcome.outcome !== 'refused') throw new Error(outcome.outcome);
    return outcome.refusal;
  }
  const what = (refusal: Refusal, chosen: Section) => refusalWords(refusal, chosen.title).what;
  async function take(chosen: Section) {
    expect((await choose(db, learner, { section: chosen })).outcome).toBe('enrolled');
  }

  it('already: the same section, its waitlist, or another section of the course', async () => {
    const [chosen, full] = [await section(), await section({ capacity: 1 })];
    const parallel = await section({ course: chosen.course });
    await take(chosen);
    expect(await refused(chosen)).toEqual({ reason: 'already' });
    const refusal = await refused(parallel);
    expect(refusal).toEqual({ reason: 'already', otherSection: chosen.title });
    expect(what(refusal, parallel)).toBe(`这门课你已经选了另一个班：《${chosen.title}》。`);
    await choose(db, await aLearner(db), { section: full });
    expect((await choose(db, learner, { section: full })).outcome).toBe('waitlisted');
    expect(await refused(full)).toEqual({ reason: 'already' });
  });

  it('closed: before the window, after it, not yet opened, ended', async () => {
    const soon = await aTerm(db, [{ kind: 'selection', from: after({ hours: 3 }), to: after({ hours: 4 }) }]);
    const chosen = await section({ termId: soon });
    const early = await refused(chosen);
    expect(early).toEqual({ reason: 'closed', opensAt: after({ hours: 3 }).toISOString() });
    expect(what(early, chosen)).toBe(`《${chosen.title}》还没到选课时间。`);
    expect(refusalWords(early, '').next).toBe('11月22日 周日 下午 4:00 开始选课，到时再来。');
    const late = await refused(chosen, true, after({ hours: 4 }));
    expect(late).toEqual({ reason: 'closed', opensAt: null });
    expect(what(late, chosen)).toBe(`《${chosen.title}》现在不能选。`);
    expect((await choose(db, learner, { section: chosen, at: after({ hours: 3 }) })).outcome).toBe(
      'enrolled',
    );

    expect(await refused(await section({ opened: false }))).toEqual({ reason: 'closed', opensAt: null });
    const ended = await section();
    await closeSection(db, {
      actor: academy,
      sectionId: ended.sectionId,
      kind: 'ended',
      reason: '课已上完',
      now,
    });
    expect(await refused(ended)).toEqual({ reason: 'closed', opensAt: null });
  });

  it('closed: nothing of the section lies ahead, though the window is open', async () => {
    const met = await section({ meetsIn: [-30, -6] });
    const refusal = await refused(met);
    expect(refusal).toEqual({ reason: 'closed', opensAt: null, over: true });
    expect(what(refusal, met)).toBe(`《${met.title}》这个班的课已经上完了。`);
    expect(await refused(await section({ endsOn: '2026-11-21' }))).toMatchObject({
      reason: 'closed',
      over: true,
    });
    await take(await section({ meetsIn: [-30, 1] }));
  });

  it('audience: none of the positions held today', async () => {
    const chosen = await section({ audience: ['building-head', 'unit-head'] });
    await holding(db, learner.personId, 'volunteer');
    await holding(db, learner.personId, 'unit-head', '2026-11-23');
    const refusal = await refused(chosen);
    if (refusal.reason !== 'audience' || refusal.asks !== 'position') throw new Error(refusal.reason);
    expect([...refusal.audience].sort()).toEqual(['building-head', 'unit-head']);
    expect(refusal.held).toEqual(['volunteer']);
    const inOrder = { ...refusal, audience: ['building-head', 'unit-head'] } as const;
    expect(refusalWords(inOrder, '').what).toBe('这个班面向楼栋长、单元长，你登记的身份是志愿者，不在其中。');
    expect((await choose(db, learner, { section: chosen, at: after({ days: 1 }) })).outcome).toBe('enrolled');
  });

  it('prerequisite: what is not completed yet', async () => {
    const first = await section();
    const other = await aCourse(db);
    const course = await aCourse(db, { prerequisites: [first.course, other] });
    const chosen = await section({ course });
    for (const { courseId, versionId } of [other]) {
      const row = {
        person_id: learner.personId,
        course_id: courseId,
        course_version_id: versionId,
        section_id: first.sectionId,
      };
      await db
        .insertInto('completion')
        .values({ id: newId(), enrolment_id: newId(), completed_at: now.toISOString(), ...row })
        .execute();
    }
    const refusal = await refused(chosen);
    const { code, title } = first.course;
    expect(refusal).toEqual({ reason: 'prerequisite', courses: [{ code, title }] });
    expect(what(refusal, chosen)).toBe(`学这门课之前，要先学完《${title}》。`);
  });

  it('clash: a meeting at the same time, in words that say when', async () => {
    const evening = await section({ meetsIn: [30, 198] });
    await take(evening);
    const clashing = await section({ meetsIn: [40, 199] });
    const refusal = await refused(clashing);
    expect(refusal).toEqual({
      reason: 'clash',
      with: evening.title,
      withSectionId: evening.sectionId,
      at: after({ hours: 199 }).toISOString(),
    });
    expect(what(refusal, clashing)).toBe(
      `这个班在11月30日 周一 晚上 8:00，和你已选的《${evening.title}》时间冲突。`,
    );
    await take(await section({ meetsIn: [32, 196] }));
    await leave(db, learner, { section: evening });
    await take(clashing);
  });

  it('limits: six sections a term, three of the school for the old', async () => {
    for (let count = 0; count < 3; count++) await take(await section({ school: 'senior' }));
    const fourth = await section({ school: 'senior' });
    const limit = await refused(fourth);
    expect(limit).toEqual({ reason: 'category-limit', most: 3, school: 'senior' });
    expect(what(limit, fourth)).toBe('老年学校每学期最多选 3 个班，你已经选满。');
    for (let count = 0; count < 3; count++) await take(await section());
    const seventh = await section();
    const refusal = await refused(seventh);
    expect(refusal).toEqual({ reason: 'term-limit', most: 6 });
    expect(what(refusal, seventh)).toBe('每学期最多选 6 个班，你已经选满。');
    // Another term counts by itself.
    await take(await aSection(db));
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('full, when no place in line was asked for', async () => {
    const chosen = await section({ capacity: 1 });
    await choose(db, await aLearner(db), { section: chosen });
    const refusal = await refused(chosen, false);
    expect(refusal).toEqual({ reason: 'full' });
    expect(refusalWords(refusal, chosen.title)).toEqual({
      what: `《${chosen.title}》的名额刚刚满了。`,
      next: '可以候补：有人退出时，按先后顺序通知你，在通知写明的时间前确认就行。',
    });
  });

  it('leaves no trace of what was refused, and knows no section that is not there', async () => {
    const chosen = await section({ audience: ['grid-leader'] });
    await refused(chosen);
    const seats = await db.selectFrom('seat_count').select('taken').execute();
    const rows = await Promise.all(
      (['enrolment', 'waitlist_entry', 'enrolment_pin', 'journal_entry'] as const).map((table) =>
        db.selectFrom(table).selectAll().execute(),
      ),
    );
    expect([seats, ...rows.slice(0, 3)]).toEqual([[{ taken: 0 }], [], [], []]);
    const unknown = { ...chosen, sectionId: newId() };
    expect(await choose(db, learner, { section: unknown })).toEqual({ outcome: 'not-found' });
    expect(await leave(db, learner, { section: unknown })).toEqual({ outcome: 'not-found' });
  });
});
