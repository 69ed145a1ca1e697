/** Years of credits that begin on 1 December, as 陆良 has them: named for the calendar year in which they end. */
import { beforeEach, expect, it } from 'vitest';
import { momentAsked } from '#app/features/assessment/moment.server.ts';
import { ownSheet } from '#app/features/assessment/own-sheet.server.ts';
import { previewYear } from '#app/features/closing/closings.server.ts';
import { pinPolicies } from '#app/features/closing/pinning.server.ts';
import { yearLines } from '#app/features/closing/year-desk.server.ts';
import { myCredits } from '#app/features/credits/my-credits.server.ts';
import { publishPolicy } from '#app/features/credits/policies.server.ts';
import { askedIn } from '#app/features/credits/standing.server.ts';
import { creditYear, creditYearOn } from '#app/features/credits/years.server.ts';
import { reckonYears } from '#app/features/overview/reckoning.server.ts';
import { myDesk } from '#app/shell/me.server.ts';
import type { Db } from '#db/database.ts';
import { earn } from '#tests/assessment/record.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { publishRules, schemes2026 } from '#tests/support/world.ts';
import { aYear, headWith, type SmallYear } from './year.ts';

const december = new Date('2026-12-10T02:00:00.000Z');
const today = '2026-12-10';

describeOnBothDatabases('a year that begins in December', (open) => {
  let db: Db;
  let small: SmallYear;
  let personId: string;
  beforeEach(async () => {
    db = await open();
    small = await aYear(db);
    await publishRules(db, '2026.9', { accountingYear: { from: '12-01', to: '11-30' } });
    personId = await headWith(small, '安如山', 0);
    const { ruleVersionId } = small;
    await earn(db, { personId, amount: 300, ruleVersionId, occurredOn: '2026-11-29' });
    await earn(db, { personId, amount: 200, ruleVersionId, occurredOn: '2026-12-05' });
  });

  it('is under way from its first day', async () => {
    expect(await creditYearOn(db, '2026-11-30')).toBe(2026);
    expect(await creditYearOn(db, '2026-12-01')).toBe(2027);
    expect(await creditYear(db, { year: 2026, today })).toMatchObject({
      ...{ from: '2025-12-01', to: '2026-11-30', lastDay: '2026-11-30' },
    });
    expect(await creditYear(db, { year: 2027, today })).toMatchObject({ from: '2026-12-01', lastDay: today });
  });

  it('that is over asks nothing of what is in force from the first day of the next', async () => {
    const asked = async (year: number) => (await askedIn(db, { year, today }))?.version;
    const before = await asked(2026);
    const next = { ...schemes2026, version: '2027.1', validFrom: '2026-12-01' };
    const { code, version, title, validFrom } = next;
    const policy = {
      kind: 'schemes',
      code,
      version,
      title,
      validFrom,
      validTo: null,
      content: next,
    } as const;
    await publishPolicy(db, { policy, now: december });
    expect([await asked(2026), await asked(2027)]).toEqual([before, '2027.1']);
    const [pinned] = await pinPolicies(db, { year: 2026, today });
    expect(pinned?.schemes.version).toBe(before);
  });

  it('is the one that its person sees, with what was earned in it', async () => {
    const desk = await myDesk(db, { personId, now: december });
    expect(desk).toMatchObject({ year: 2027, standing: { standings: [{ earned: 200 }] } });
    const credits = await myCredits(db, { personId, year: null, now: december });
    expect(credits).toMatchObject({ year: 2027, years: [2027, 2026], balance: 200 });
    const before = await myCredits(db, { personId, year: '2026', now: december });
    expect(before).toMatchObject({ balance: 300, inHand: { standing: { standings: [{ earned: 300 }] } } });
  });

  it('has a sheet whose lines make up its sum', async () => {
    for (const [year, earned] of [
      [2026, 300],
      [2027, 200],
    ] as const) {
      const sheet = await ownSheet(db, { personId, year, revision: null, now: december });
      expect(sheet?.statement).toMatchObject({
        standing: { standings: [{ earned }] },
        entries: [{ amount: earned }],
      });
      expect(sheet?.statement.entries).toHaveLength(1);
    }
  });

  it('is looked at on its own last day', async () => {
    expect(await momentAsked(db, {}, today)).toMatchObject({
      ...{ thisYear: 2027, kept: {}, moment: { year: 2027, onDay: today } },
    });
    expect(await momentAsked(db, { year: '2026' }, today)).toMatchObject({
      moment: { year: 2026, onDay: '2026-11-30', corrected: false },
    });
    expect(await momentAsked(db, { on: '2026-12-02' }, today)).toMatchObject({ moment: { year: 2027 } });
  });

  it('is published while it is under way, and closed as soon as it is over', async () => {
    await reckonYears(db, { now: december });
    const kept = await db
      .selectFrom('kept_standing')
      .select('year')
      .where('person_id', '=', personId)
      .execute();
    expect(kept.map(({ year }) => year).sort()).toEqual([2026, 2027]);
    expect((await yearLines(db, { thisYear: 2027, now: december }))[0]).toMatchObject({ year: 2026 });
    const [actor] = small.registrars;
    expect(await previewYear(db, { actor, year: 2026, now: december })).toMatchObject({ ok: true });
    expect(await previewYear(db, { actor, year: 2027, now: december })).toEqual({
      ok: false,
      reason: 'not-over',
    });
  });
});
