import { beforeEach, expect, it } from 'vitest';
import { postCredit } from '#app/features/credits/ledger.server.ts';
import { pageOf, wholePreview } from '#app/features/credits/preview.server.ts';
import { creditRules } from '#app/features/credits/rules.schema.ts';
import { creditSchemes } from '#app/features/credits/schemes.schema.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { holding, learners, next, now, rules2026, schemes2026, withPolicies } from '#tests/support/world.ts';

const year = 2026;
const today = '2026-11-22';

describeOnBothDatabases('what a draft would have given', (open) => {
  let db: Db;
  let ruleVersionId: string;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
  });

  async function buildingHead(name: string, ...amounts: number[]): Promise<string> {
    const [learner] = await learners(db, 1, name);
    if (!learner) throw new Error('nobody');
    await holding(db, learner.personId, 'building-head');
    for (const [index, amount] of amounts.entries())
      await postCredit(db, {
        personId: learner.personId,
        source: { type: 'completion', id: next() },
        line: 'face',
        category: 'A',
        amount,
        elective: true,
        school: 'governance',
        title: '议事',
        ruleVersionId,
        computation: {},
        evidence: {},
        occurredOn: `2026-05-0${index + 1}`,
        actor: null,
        now,
      });
    return learner.personId;
  }

  const own = { rules: rules2026, schemes: schemes2026 };
  const preview = async (draft: typeof own, page = 1) =>
    pageOf(await wholePreview(db, { draft, year, today }), page);
  const withTotal = (totalHundredths: number) =>
    creditSchemes.parse({
      ...schemes2026,
      version: 'draft',
      schemes: schemes2026.schemes.map((scheme) =>
        scheme.position === 'building-head' ? { ...scheme, totalHundredths } : scheme,
      ),
    });
  /** A meeting pays half of what it pays. */
  const half = creditRules.parse({
    ...rules2026,
    version: 'draft',
    categories: rules2026.categories.map((category) =>
      category.code === 'A' ? { ...category, rateHundredths: 50 } : category,
    ),
  });

  it('changes nothing for anybody when the draft is what is in force', async () => {
    await buildingHead('佟向暖', 800, 800);
    await buildingHead('安知夏', 400);
    const found = await preview(own);
    expect(found).toMatchObject({ people: 2, changed: [], changedTotal: 0, page: 1, pages: 1 });
    expect(found.moves.map(({ before, after, people }) => [before, after, people]).sort()).toEqual([
      ['met', 'met', 1],
      ['not-met', 'not-met', 1],
    ]);
  });

  it('counts by scheme who would stand elsewhere, and names them in the order of names', async () => {
    await buildingHead('佟向暖', 800, 800);
    await buildingHead('安知夏', 800, 400);
    await buildingHead('安知秋', 100);
    await buildingHead('安知夏', 800, 400);
    const { moves, changed } = await preview({ ...own, schemes: withTotal(1200) });
    expect(moves.map(({ title, before, after, people }) => [title, before, after, people]).sort()).toEqual([
      ['楼栋长、单元长年度方案', 'met', 'met', 1],
      ['楼栋长、单元长年度方案', 'not-met', 'met', 2],
      ['楼栋长、单元长年度方案', 'not-met', 'not-met', 1],
    ]);
    expect(changed.map(({ name, before, after }) => [name, before, after])).toEqual([
      ['安知夏', 'not-met', 'met'],
      ['安知夏', 'not-met', 'met'],
    ]);
    const harder = await preview({ ...own, schemes: withTotal(2400) });
    expect(harder.changed.map(({ name, after }) => [name, after])).toEqual([['佟向暖', 'not-met']]);
  });

  it('applies the rates of the draft to what was earned, and leaves the ledger as it is', async () => {
    const personId = await buildingHead('佟向暖', 800, 800, 800);
    const before = await db.selectFrom('credit_entry').selectAll().execute();
    const { changed } = await preview({ ...own, rules: half });
    // 24 at 1 an hour are 12 at 0.5: of 16 that is three quarters.
    expect(changed).toEqual([{ personId, name: '佟向暖', before: 'met', after: 'not-met' }]);
    expect(await db.selectFrom('credit_entry').selectAll().execute()).toEqual(before);
    expect(await db.selectFrom('policy_version').select('version').execute()).toHaveLength(2);
  });

  it('goes through everybody, in pages of people and of changes', async () => {
    const people = await learners(db, 620, '佟向暖');
    for (const { personId } of people.slice(0, 5)) await holding(db, personId, 'resident');
    const units = await db.selectFrom('appointment').select('org_unit_id').limit(1).executeTakeFirstOrThrow();
    const rows = people.map(({ personId }, index) => ({
      id: `p${index}-${next()}`,
      person_id: personId,
      position: 'building-head',
      org_unit_id: units.org_unit_id,
      valid_from: '2020-01-01',
      source: 'registrar',
    }));
    await db.insertInto('appointment').values(rows).execute();
    const free = { ...own, schemes: withTotal(0) };
    const first = await preview(free);
    expect(first).toMatchObject({ people: 620, changedTotal: 620, pages: 13 });
    expect(first.changed).toHaveLength(50);
    expect((await preview(free, 99)).changed).toHaveLength(20);
  });

  it('is about those who belong to a scope on the last day, not about who went elsewhere before', async () => {
    const leaver = await buildingHead('安知夏', 800);
    const { path } = await db
      .selectFrom('appointment')
      .innerJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
      .select('path')
      .where('person_id', '=', leaver)
      .executeTakeFirstOrThrow();
    const inScope = () =>
      wholePreview(db, { draft: { ...own, schemes: withTotal(0) }, year, today, scopes: [path] });
    expect((await inScope()).changed).toMatchObject([{ personId: leaver }]);
    await db
      .updateTable('appointment')
      .set({ valid_to: '2026-02-01' })
      .where('person_id', '=', leaver)
      .execute();
    await holding(db, leaver, 'building-head', '2026-02-02');
    expect(await inScope()).toMatchObject({ people: 0, changed: [] });
  });
});
