import { beforeEach, expect, it } from 'vitest';
import { type Posting, postCredit } from '#app/features/credits/ledger.server.ts';
import { myCredits } from '#app/features/credits/my-credits.server.ts';
import { creditEntries, ledgerPage } from '#app/features/credits/reading.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { aPosting } from './a-posting.ts';

describeOnBothDatabases('reading the ledger', (open) => {
  let db: Db;
  let ruleVersionId: string;
  let learner: Learner;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    learner = await aLearner(db);
  });

  const posting = (more: Partial<Posting>) => aPosting({ learner, ruleVersionId, ...more });

  it('shows a year by the day of earning, newest first, and any unreadable year as this one', async () => {
    const post = (id: string, occurredOn: string, minutes = 0) =>
      postCredit(db, posting({ source: { type: 'completion', id }, occurredOn, now: after({ minutes }) }));
    await post('old', '2024-12-31');
    await post('new-year', '2026-01-01', 5);
    await post('today', '2026-11-22', 1);
    await post('today-too', '2026-11-22', 2);
    const mine = (year: string | null) => myCredits(db, { personId: learner.personId, year, now });
    const thisYear = await mine(null);
    expect(thisYear).toMatchObject({ year: 2026, years: [2026, 2024], balance: 450 });
    const rows = await db.selectFrom('credit_entry').select(['id', 'source_id']).execute();
    const sources = new Map(rows.map(({ id, source_id }) => [id, source_id]));
    expect(thisYear.entries.map(({ id }) => sources.get(id))).toEqual(['today-too', 'today', 'new-year']);
    expect(await mine('2024')).toMatchObject({ year: 2024, years: [2026, 2024], balance: 150 });
    expect(await mine('2025')).toMatchObject({
      year: 2025,
      years: [2026, 2025, 2024],
      balance: 0,
      entries: [],
    });
    for (const odd of ['', '1999', '20261', '二〇二六', '2026 or 1=1'])
      expect((await mine(odd)).year).toBe(2026);
    // In Shanghai it is the new year already.
    const midnight = new Date('2026-12-31T16:00:00.000Z');
    expect(await myCredits(db, { personId: learner.personId, year: null, now: midnight })).toMatchObject({
      year: 2027,
      balance: 0,
    });
    expect(await creditEntries(db, 'nobody', { from: '2026-01-01', to: '2026-12-31' })).toEqual([]);
  });

  it('finds people in the ledger by how name and pinyin begin, newest first', async () => {
    const others = [await aLearner(db, '冉禾'), await aLearner(db, 'Anna 邬')];
    for (const [index, { personId }] of [learner, ...others].entries())
      await postCredit(db, posting({ personId, now: after({ minutes: index }) }));
    const names = async (q: string, page = 1) => {
      const found = await ledgerPage(db, { q, page, reach: { scopes: 'everywhere', onDay: '' } });
      expect(found.total >= found.entries.length).toBe(true);
      return found.entries.map(({ personName }) => personName);
    };
    expect(await names('')).toEqual(['Anna 邬', '冉禾', '佟向暖']);
    expect(await names('佟')).toEqual(['佟向暖']);
    expect(await names('ranhe')).toEqual(['冉禾']);
    expect(await names('Anna')).toEqual(['Anna 邬']);
    expect(await names('ANNA')).toEqual(['Anna 邬']);
    expect(await names("'; --")).toEqual([]);
    expect(await names('', 2)).toEqual([]);
    expect(await names('a_na')).toEqual([]);
  });
});
