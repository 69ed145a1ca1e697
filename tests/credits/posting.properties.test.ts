import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { postCredit, reverseCredit } from '#app/features/credits/ledger.server.ts';
import { yearStandings } from '#app/features/credits/standing.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import {
  academy,
  aLearner,
  holding,
  next,
  now,
  publishRules,
  rules2026,
  withPolicies,
} from '#tests/support/world.ts';
import { shuffled } from './arbitraries.ts';

/** What somebody earned on a few days of one year, more than counts. */
const earned = fc.record({
  category: fc.constantFrom('A' as const, 'B' as const, 'C' as const),
  line: fc.constantFrom('face', 'recorded'),
  amount: fc.integer({ min: 1, max: 32 }).map((quarters) => quarters * 25),
  occurredOn: fc.constantFrom('2026-03-01', '2026-03-02', '2026-09-01'),
  elective: fc.boolean(),
});
type Earned = typeof earned extends fc.Arbitrary<infer T> ? T : never;

/** The same as the properties of the rules, through the ledger: whatever is written down in whatever order, what counts is the same. */
describeOnBothDatabases('what counts of a ledger', (open) => {
  let db: Db;
  let ruleVersionId: string;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
  });

  async function aHead(): Promise<string> {
    const { personId } = await aLearner(db);
    await holding(db, personId, 'building-head');
    return personId;
  }

  async function post(personId: string, one: Earned): Promise<string> {
    const source = { type: 'completion', id: `posted-${next()}` };
    const rest = { school: 'governance' as const, title: '议事', computation: {}, evidence: {} };
    const entry = { personId, source, ...rest, ...one, ruleVersionId, actor: null, now };
    return (await postCredit(db, entry)).entryId;
  }

  async function standing(personId: string) {
    const found = await yearStandings(db, [personId], { year: 2026, today: '2026-12-31' });
    return found.get(personId)?.standings;
  }

  it('does not depend on the order of posting, exceeds no cap of a kind, and is what it was after a reversal', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(earned, { minLength: 1, maxLength: 8 }),
        earned,
        fc.nat(99),
        async (entries, more, seed) => {
          const [one, other] = [await aHead(), await aHead()];
          for (const entry of entries) await post(one, entry);
          for (const entry of shuffled(entries, seed)) await post(other, entry);
          const before = await standing(one);
          expect(before).toHaveLength(1);
          expect(await standing(other)).toEqual(before);
          for (const { counted, earned: all, cap } of before?.[0]?.categories ?? []) {
            expect(counted).toBeLessThanOrEqual(all);
            if (cap !== null) expect(counted).toBeLessThanOrEqual(cap);
          }
          const entryId = await post(one, more);
          await reverseCredit(db, { actor: academy, entryId, reason: '记错了', now });
          expect(await standing(one)).toEqual(before);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('of a year is what it was when rules for the next one are published', async () => {
    const percent = fc.integer({ min: 1, max: 100 });
    await fc.assert(
      fc.asyncProperty(fc.array(earned, { maxLength: 6 }), percent, async (entries, share) => {
        const personId = await aHead();
        for (const entry of entries) await post(personId, entry);
        const before = await standing(personId);
        const categories = rules2026.categories.map((category) => ({
          ...category,
          annualShareCapPercent: share,
          dailyCapHundredths: 25,
        }));
        await publishRules(db, `2027.${next()}`, { validFrom: '2027-01-01', categories });
        expect(await standing(personId)).toEqual(before);
      }),
      { numRuns: 5 },
    );
  });
});
