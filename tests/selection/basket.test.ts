import { beforeEach, expect, it } from 'vitest';
import { MOST_IN_BASKET } from '#app/features/selection/basket.rules.ts';
import { putIntoBasket, removeFromBasket } from '#app/features/selection/basket.server.ts';
import { chooseBasket } from '#app/features/selection/basket-choice.server.ts';
import { basketOf } from '#app/features/selection/basket-reading.server.ts';
import { limitWords } from '#app/features/selection/basket-words.rules.ts';
import { amongWords } from '#app/features/selection/refusal-words.rules.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { aSection, aTerm, type Section, type WantedSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { breaches, choose, leave } from './desk.ts';

describeOnBothDatabases('a basket', (open) => {
  let db: Db;
  let termId: string;
  let learner: Learner;
  let put = 0;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    termId = await aTerm(db);
    learner = await aLearner(db);
    put = 0;
  });

  const aClass = (wanted: WantedSection = {}) => aSection(db, { termId, ...wanted });
  const into = async (...sections: Section[]) => {
    for (const { sectionId } of sections)
      expect(await putIntoBasket(db, { ...learner, sectionId, now: after({ ms: ++put }) })).toEqual({
        outcome: 'added',
      });
  };
  const full = async (wanted: WantedSection = {}) => {
    const section = await aClass({ ...wanted, capacity: 1 });
    await choose(db, await aLearner(db), { section });
    return section;
  };
  const states = async () =>
    (await basketOf(db, { personId: learner.personId, now })).items.map(({ check }) =>
      'refusal' in check ? `${check.state}: ${check.refusal.reason}` : check.state,
    );
  const take = async (wanted: readonly Section[], waitlist: readonly Section[] = []) =>
    (
      await chooseBasket(db, {
        ...learner,
        sectionIds: wanted.map(({ sectionId }) => sectionId),
        waitlistIds: waitlist.map(({ sectionId }) => sectionId),
        now,
      })
    ).map(({ sectionId, result }) => [
      sectionId,
      result.outcome === 'refused' ? result.refusal.reason : result.outcome,
    ]);
  const ids = (...sections: Section[]) => sections.map(({ sectionId }) => sectionId);
  const left = async () =>
    (await basketOf(db, { personId: learner.personId, now })).items.map(({ id }) => id);

  it('keeps sections in order, each once, a dozen at most', async () => {
    const sections = [];
    for (let n = 0; n < MOST_IN_BASKET; n++) sections.push(await aClass());
    await into(...sections);
    await into(sections[3] as Section);
    expect(await left()).toEqual(ids(...sections));
    const more = await aClass();
    const putting = { ...learner, sectionId: more.sectionId, now };
    expect(await putIntoBasket(db, putting)).toEqual({ outcome: 'refused', reason: 'basket-full' });
    await removeFromBasket(db, { ...learner, sectionId: (sections[0] as Section).sectionId, now });
    expect(await putIntoBasket(db, putting)).toEqual({ outcome: 'added' });
    expect(await putIntoBasket(db, { ...putting, sectionId: newId() })).toEqual({ outcome: 'not-found' });
    const [closed] = [await aClass({ opened: false })];
    expect(await putIntoBasket(db, { ...putting, sectionId: closed.sectionId })).toMatchObject({
      reason: 'closed',
    });
  });

  it('shows every check before anything is chosen', async () => {
    const own = await aClass({ meetsIn: [30] });
    await choose(db, learner, { section: own });
    const [free, taken] = [await aClass({ meetsIn: [60] }), await full()];
    const clashing = await aClass({ meetsIn: [31] });
    const among = await aClass({ meetsIn: [61] });
    const parallel = await aClass({ course: free.course, meetsIn: [90] });
    const notForMe = await aClass({ audience: ['grid-leader'] });
    await into(free, taken, clashing, among, parallel, notForMe);
    expect(await states()).toEqual([
      'can',
      'full',
      'cannot: clash',
      'either: clash',
      'either: already',
      'cannot: audience',
    ]);
    const { items } = await basketOf(db, { personId: learner.personId, now });
    expect(items[0]).toMatchObject({ capacity: 3, taken: 0, inLine: 0, courseTitle: free.course.title });
    const [, , , fourth] = items;
    if (fourth?.check.state !== 'either') throw new Error('no clash');
    expect(amongWords(fourth.check.refusal).what).toBe(
      `在11月25日 周三 凌晨 2:00，和选课单里的《${free.title}》时间冲突。`,
    );
  });

  it('counts limits over what one has and the basket together', async () => {
    for (let n = 0; n < 4; n++) await choose(db, learner, { section: await aClass() });
    await into(await aClass(), await aClass(), await aClass());
    expect(await states()).toEqual(['can', 'can', 'either: term-limit']);
    const { terms } = await basketOf(db, { personId: learner.personId, now });
    expect(terms.map((term) => limitWords({ ...term, termName: '秋季学期' }))).toEqual([
      '秋季学期最多选 6 个班（老年学校最多 3 个），你已有 4 个。',
    ]);
  });

  it('gives what the checks said, in one go, and keeps what was refused', async () => {
    const [free, taken, other] = [await aClass({ meetsIn: [60] }), await full(), await full()];
    const among = await aClass({ meetsIn: [61] });
    const untouched = await aClass();
    await into(free, taken, other, among, untouched);
    expect(await take([free, among, other], [taken])).toEqual([
      [free.sectionId, 'enrolled'],
      [taken.sectionId, 'waitlisted'],
      [other.sectionId, 'full'],
      [among.sectionId, 'clash'],
    ]);
    expect(await left()).toEqual(ids(other, among, untouched));
    expect(await take([free])).toEqual([]);
    expect(await breaches(db, open.engine)).toEqual([]);
    const chosen = await db
      .selectFrom('journal_entry')
      .select('detail')
      .where('action', '=', 'basket.chosen')
      .execute();
    expect(chosen).toHaveLength(1);
  });

  it('takes a seat rather than a place in line when one is free', async () => {
    const section = await aClass();
    await into(section);
    expect(await take([], [section])).toEqual([[section.sectionId, 'enrolled']]);
  });

  it('is decided by what stands at that moment, not by what was shown', async () => {
    const section = await aClass({ capacity: 1 });
    await into(section);
    expect(await states()).toEqual(['can']);
    await choose(db, await aLearner(db), { section });
    expect(await take([section])).toEqual([[section.sectionId, 'full']]);
    expect(await states()).toEqual(['full']);
  });

  it('takes one of two baskets’ clashing halves when both are sent at once', async () => {
    const [one, two] = [await aClass({ meetsIn: [60] }), await aClass({ meetsIn: [61] })];
    await into(one, two);
    const outcomes = (await Promise.all([take([one]), take([two]), take([one, two])])).flat();
    expect(outcomes.filter(([, outcome]) => outcome === 'enrolled')).toHaveLength(1);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('forgets what was chosen otherwise, and does not bring it back after a withdrawal', async () => {
    const section = await aClass();
    await into(section);
    await choose(db, learner, { section });
    expect(await left()).toEqual([]);
    await leave(db, learner, { section });
    expect(await left()).toEqual([]);
  });
});
