import { beforeEach, expect, it } from 'vitest';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { publishPolicy } from '#app/features/credits/policies.server.ts';
import { yearStanding } from '#app/features/credits/standing.server.ts';
import { appoint } from '#app/features/identity/people.server.ts';
import { keptOf, keptStandings } from '#app/features/overview/kept.server.ts';
import { reckonYears } from '#app/features/overview/reckoning.server.ts';
import type { Db } from '#db/database.ts';
import { aPlace, assessorOf, earn, type Place, somebody } from '#tests/assessment/record.ts';
import { letGoOfTheLedger } from '#tests/support/by-hand.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { exempt } from '#tests/support/exempting.ts';
import { academy, after, now, schemes2026, withPolicies } from '#tests/support/world.ts';

const today = '2026-11-22';

describeOnBothDatabases('published standings', (open) => {
  let db: Db;
  let ruleVersionId: string;
  let east: Place;
  let head: string;
  let nobody: string;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    east = await aPlace(db, null, 'community', '东园社区');
    head = await somebody(db, '安如山', [['building-head', east]]);
    nobody = await somebody(db, '白小河', []);
  });

  const kept = async (personId: string) => (await keptStandings(db, [personId], 2026)).get(personId);
  const round = () =>
    db.selectFrom('kept_standing_round').selectAll().where('year', '=', 2026).executeTakeFirst();

  it('say what the standing says, of everybody', async () => {
    await earn(db, { personId: head, amount: 1_300, ruleVersionId });
    await reckonYears(db, { now });
    expect(await kept(head)).toEqual(keptOf(await yearStanding(db, head, { year: 2026, today })));
    expect(await kept(head)).toMatchObject({
      status: 'nearly',
      schemes: [{ counted: 1_300, required: 1_600 }],
    });
    expect(await kept(nobody)).toEqual({ status: 'no-scheme', schemes: [] });
    expect(await round()).toMatchObject({ complete_at: now.toISOString(), seen_until: now.toISOString() });
  });

  it('say nothing of a year for which nothing was published', async () => {
    await reckonYears(db, { now });
    expect((await keptStandings(db, [head], 2025)).size).toBe(0);
  });

  it('follow what is written afterwards, and only look at those concerned', async () => {
    await reckonYears(db, { now });
    const entryId = await earn(db, { personId: head, amount: 800, ruleVersionId });
    // Ids bear the time of the machine, so of what was done to people everything is newer than this test's clock.
    await letGoOfTheLedger(db);
    await db.deleteFrom('journal_entry').execute();
    // Posted at the moment of the last round: what comes a little late is found as well.
    expect(await reckonYears(db, { now: after({ minutes: 5 }) })).toBe(1);
    expect(await kept(head)).toMatchObject({ schemes: [{ counted: 800 }] });
    await reverseCredit(db, { actor: academy, entryId, reason: '记错了', now: after({ minutes: 9 }) });
    await reckonYears(db, { now: after({ minutes: 10 }) });
    expect(await kept(head)).toMatchObject({ schemes: [{ counted: 0 }] });
    expect(await round()).toMatchObject({ seen_until: after({ minutes: 10 }).toISOString() });
  });

  it('follow positions and exemptions', async () => {
    await reckonYears(db, { now });
    const later = after({ minutes: 5 });
    const post = { personId: nobody, position: 'building-head', orgUnitId: east.id } as const;
    await appoint(db, { actor: academy, ...post, validFrom: '2026-01-01', now: later });
    const exemption = { personId: head, year: 2026, position: 'building-head', reason: '病假' } as const;
    await exempt(db, { actor: assessorOf(nobody, []), ...exemption, now: later });
    await reckonYears(db, { now: later });
    expect(await kept(nobody)).toMatchObject({ status: 'not-met' });
    expect(await kept(head)).toMatchObject({ status: 'exempt' });
  });

  it('are reckoned anew when schemes are published, and are not called complete before everybody is', async () => {
    await reckonYears(db, { now });
    const schemes = schemes2026.schemes.filter(({ positions }) => !positions.includes('building-head'));
    const content = { ...schemes2026, version: '2026.2', schemes };
    const { code, title } = schemes2026;
    const dates = { validFrom: '2026-06-01', validTo: null };
    const later = after({ minutes: 5 });
    await publishPolicy(db, {
      policy: { kind: 'schemes', code, version: '2026.2', title, ...dates, content },
      now: later,
    });
    await letGoOfTheLedger(db);
    await db.deleteFrom('journal_entry').execute();
    await reckonYears(db, { now: after({ minutes: 6 }), roundMs: -1 });
    expect(await round()).toMatchObject({ complete_at: null, walked_to: '' });
    await reckonYears(db, { now: after({ minutes: 7 }) });
    expect(await kept(head)).toEqual({ status: 'no-scheme', schemes: [] });
    expect((await round())?.complete_at).toBe(after({ minutes: 7 }).toISOString());
  });

  it('go through everybody once a day, and find who is new at any time', async () => {
    await reckonYears(db, { now });
    await letGoOfTheLedger(db);
    await db.deleteFrom('journal_entry').execute();
    expect(await reckonYears(db, { now: after({ minutes: 1 }) })).toBe(0);
    const newcomer = await somebody(db, '曹阿暖', []);
    await letGoOfTheLedger(db);
    await db.deleteFrom('journal_entry').execute();
    expect(await reckonYears(db, { now: after({ minutes: 2 }) })).toBe(1);
    expect(await kept(newcomer)).toMatchObject({ status: 'no-scheme' });
    expect(await reckonYears(db, { now: after({ hours: 20 }) })).toBe(3);
  });

  it('are the same when two workers reckon at once', async () => {
    await earn(db, { personId: head, amount: 1_300, ruleVersionId });
    await Promise.all([reckonYears(db, { now }), reckonYears(db, { now })]);
    expect(await kept(head)).toMatchObject({ status: 'nearly' });
    expect(await db.selectFrom('kept_standing').select('person_id').execute()).toHaveLength(2);
  });
});
