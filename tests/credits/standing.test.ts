import { beforeEach, expect, it } from 'vitest';
import { postCredit, reverseCredit } from '#app/features/credits/ledger.server.ts';
import { yearStanding, yearStandings } from '#app/features/credits/standing.server.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { exempt } from '#tests/support/exempting.ts';
import { academy, aLearner, holding, type Learner, now, withPolicies } from '#tests/support/world.ts';

const today = '2026-11-22';

describeOnBothDatabases('the standing of a year', (open) => {
  let db: Db;
  let ruleVersionId: string;
  let learner: Learner;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    learner = await aLearner(db);
  });

  let posted = 0;
  async function earn(
    amount: number,
    more: { occurredOn?: string; courseCode?: string; type?: string; school?: School } = {},
  ) {
    const {
      occurredOn = `2026-05-${String((posted++ % 28) + 1).padStart(2, '0')}`,
      courseCode = 'ZL02',
      type = 'completion',
      school = 'governance',
    } = more;
    const { entryId } = await postCredit(db, {
      personId: learner.personId,
      source: { type, id: `c${posted}` },
      line: 'face',
      category: 'A',
      amount,
      elective: false,
      school,
      title: '议事',
      ruleVersionId,
      computation: {},
      evidence: { courseCode },
      occurredOn,
      actor: null,
      now,
    });
    return entryId;
  }
  const standing = (year = 2026) => yearStanding(db, learner.personId, { year, today });

  it('is of every position by itself, the strictest first', async () => {
    await holding(db, learner.personId, 'resident');
    await holding(db, learner.personId, 'building-head');
    await holding(db, learner.personId, 'party-member');
    await earn(800);
    await earn(800);
    const found = await standing();
    expect(found).toMatchObject({ year: 2026, schemesVersion: '2026.1', status: 'not-met' });
    expect(found.standings.map(({ position, counted, status }) => [position, counted, status])).toEqual([
      ['party-member', 1600, 'not-met'],
      ['building-head', 1600, 'met'],
      ['resident', 1600, 'no-scheme'],
    ]);
  });

  it('counts two positions of one scheme once, by the earlier day', async () => {
    await holding(db, learner.personId, 'unit-head', '2026-03-15');
    await holding(db, learner.personId, 'building-head', '2026-09-01');
    const { standings } = await standing();
    expect(standings).toHaveLength(1);
    expect(standings[0]).toMatchObject({
      positions: ['unit-head', 'building-head'],
      since: '2026-03-15',
      required: 1325,
    });
    expect(standings[0]?.requiredCourses.every(({ dueThisYear }) => dueThisYear)).toBe(true);
  });

  it('forgets what was taken back, and what belongs to another year', async () => {
    await holding(db, learner.personId, 'building-head');
    await earn(800);
    await earn(800, { occurredOn: '2025-12-31' });
    const entryId = await earn(400);
    expect((await standing()).standings[0]?.counted).toBe(1200);
    await reverseCredit(db, { actor: academy, entryId, reason: '重复', now });
    expect((await standing()).standings[0]?.counted).toBe(800);
  });

  it('knows the courses completed in any year, by completions only', async () => {
    await holding(db, learner.personId, 'building-head', '2026-01-01');
    await earn(100, { occurredOn: '2025-06-01', courseCode: 'SM04' });
    await earn(100, { courseCode: 'ZL05', type: 'declaration' });
    const taken = await earn(100, { courseCode: 'ZL07' });
    await reverseCredit(db, { actor: academy, entryId: taken, reason: '重复', now });
    const courses = (await standing()).standings[0]?.requiredCourses.map(({ code, done }) => [code, done]);
    expect(courses).toEqual([
      ['SM04', true],
      ['ZL05', false],
      ['ZL07', false],
    ]);
  });

  it('is free for whom it was granted, once', async () => {
    await holding(db, learner.personId, 'building-head');
    expect((await standing()).status).toBe('not-met');
    const { actor } = await aLearner(db);
    const asked = {
      personId: learner.personId,
      year: 2026,
      position: 'building-head',
      reason: '病假',
    } as const;
    await exempt(db, { actor, ...asked, now });
    await expect(exempt(db, { actor, ...asked, now })).rejects.toThrow();
    expect((await standing()).status).toBe('exempt');
    expect((await standing(2025)).status).toBe('no-scheme');
    const journal = await db
      .selectFrom('journal_entry')
      .select('action')
      .where('action', '!=', 'policy.published')
      .execute();
    expect(journal).toEqual([{ action: 'exemption.granted' }]);
  });

  it('is nothing without a position or without schemes, and of many people at once', async () => {
    expect(await standing()).toMatchObject({ standings: [], status: 'no-scheme' });
    expect(await standing(2025)).toMatchObject({ schemesVersion: null, standings: [] });
    await holding(db, learner.personId, 'building-head');
    await earn(800);
    const other = await aLearner(db);
    await holding(db, other.personId, 'building-head');
    const many = await yearStandings(db, [learner.personId, other.personId], { year: 2026, today });
    expect([...many].map(([id, { standings }]) => [id, standings[0]?.counted])).toEqual([
      [learner.personId, 800],
      [other.personId, 0],
    ]);
    expect((await yearStandings(db, [], { year: 2026, today })).size).toBe(0);
  });
});
