import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { closedYearChecks } from '#app/cli/checks/closed-years.server.ts';
import { gatherInputs } from '#app/features/closing/gathering.server.ts';
import { pinPolicies } from '#app/features/closing/pinning.server.ts';
import { reckon } from '#app/features/closing/reckoning.server.ts';
import { askReopening, decideReopening } from '#app/features/closing/reopening.server.ts';
import { yearInHand } from '#app/features/closing/runs.server.ts';
import { changesSince, frozenStatement } from '#app/features/closing/statements.server.ts';
import { yearStanding } from '#app/features/credits/standing.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Db } from '#db/database.ts';
import { earn, somebody } from '#tests/assessment/record.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { publishRules, rules2026 } from '#tests/support/world.ts';
import {
  advance,
  asThemselves,
  aYear,
  closed,
  earnLater,
  headWith,
  january,
  later,
  must,
  type SmallYear,
  shown,
  YEAR,
} from './year.ts';

describeOnBothDatabases('a frozen statement', (open) => {
  let db: Db;
  let small: SmallYear;
  let personId: string;
  beforeEach(async () => {
    db = await open();
    small = await aYear(db);
    personId = await headWith(small, '安如山', 1_100);
  });

  const rows = () =>
    db.selectFrom('frozen_statement').selectAll().orderBy('number').orderBy('revision').execute();
  const holds = async () => {
    for (const { name, run } of closedYearChecks)
      expect(await run(db, engineNamed(open.engine)), name).toBeNull();
  };
  async function closeIt(): Promise<void> {
    await shown(small);
    await closed(small);
  }

  it('says what the standing said', async () => {
    await closeIt();
    const [row] = await rows();
    const live = await yearStanding(db, personId, { year: YEAR, today: '2027-01-21' });
    const sheet = JSON.parse(row?.result ?? '');
    expect(sheet).toMatchObject({ status: live.status, schemesVersion: live.schemesVersion });
    expect(sheet.standings.map(({ counted }: { counted: number }) => counted)).toEqual(
      live.standings.map(({ counted }) => counted),
    );
    await holds();
  });

  it('stays as it is, whatever is posted or published later', async () => {
    await closeIt();
    const before = await rows();
    await earnLater(small, personId, 400);
    await publishRules(db, '2026.2', {
      roundingHundredths: 50,
      categories: rules2026.categories.slice(0, 2),
    });
    await advance(db, later);
    expect(await rows()).toEqual(before);
    const found = await frozenStatement(db, { personId, year: YEAR });
    // It is listed beside it all the same.
    expect(found && (await changesSince(db, found.inputs))).toMatchObject([{ amount: 400, kind: 'award' }]);
    await holds();
  });

  it('says the same whatever the order in which the ledger was written', async () => {
    const entry = fc.record({
      amount: fc.integer({ min: 1, max: 800 }),
      day: fc.integer({ min: 1, max: 28 }),
      month: fc.integer({ min: 1, max: 12 }),
    });
    const hand = await yearInHand(db, {
      year: YEAR,
      closingId: null,
      cutoff: later.toISOString(),
      pinned: await pinPolicies(db, { year: YEAR, today: '2027-01-21' }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        async (entries, order) => {
          const mixed = entries
            .map((each) => ({ each, at: order.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at);
          const sheets = [];
          for (const list of [entries, mixed.map(({ each }) => each)]) {
            const who = await somebody(db, '佟向暖', [['building-head', small.east]]);
            for (const { amount, day, month } of list) {
              const occurredOn = `${YEAR}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
              await earn(db, { personId: who, amount, ruleVersionId: small.ruleVersionId, occurredOn });
            }
            const inputs = (await gatherInputs(db, [who], hand)).get(who);
            if (!inputs) throw new Error('nobody');
            sheets.push(reckon(inputs, hand.policies).sheetText);
            const shuffled = { ...inputs, lines: [...inputs.lines].reverse() };
            sheets.push(reckon(shuffled, hand.policies).sheetText);
          }
          expect(new Set(sheets).size).toBe(1);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('is opened again by two persons with a reason, neither of them the one concerned', async () => {
    const [first, second, third] = small.registrars;
    const ask = (actor = first, whose: string | null = personId) =>
      askReopening(db, { actor, year: YEAR, personId: whose, reason: '漏记了一次', now: later });
    const decide = (actor: typeof first, reopeningId: string, approve = true) =>
      decideReopening(db, { actor, year: YEAR, reopeningId, approve, words: null, now: later });
    expect(await ask()).toEqual({ ok: false, reason: 'not-frozen' });
    await closeIt();
    expect(await ask(asThemselves(personId))).toEqual({ ok: false, reason: 'own' });
    expect(await ask(first, first.personId)).toEqual({ ok: false, reason: 'own' });
    const { reopeningId } = must(await ask());
    expect(await ask()).toEqual({ ok: false, reason: 'waiting' });
    expect(await decide(first, reopeningId)).toEqual({ ok: false, reason: 'same-person' });
    expect(await decide(asThemselves(personId), reopeningId)).toEqual({ ok: false, reason: 'own' });
    await earn(db, { personId, amount: 300, ruleVersionId: small.ruleVersionId });
    const outcomes = await Promise.all([second, third].map((actor) => decide(actor, reopeningId)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const [old, anew] = await rows();
    expect([old?.revision, anew?.revision, anew?.number]).toEqual([1, 2, old?.number]);
    expect(JSON.parse(old?.result ?? '').standings[0].earned).toBe(1_100);
    expect(JSON.parse(anew?.result ?? '').standings[0].earned).toBe(1_400);
    const replaced = await db.selectFrom('statement_superseded').selectAll().execute();
    expect(replaced).toMatchObject([{ statement_id: old?.id, by_statement_id: anew?.id }]);
    expect(
      (await unreadNotices(db, personId)).filter(({ kind }) => kind === 'statement-closed'),
    ).toHaveLength(2);
    await holds();
    const declined = must(await ask());
    must(await decide(third, declined.reopeningId, false));
    expect(await rows()).toHaveLength(2);
  });

  it('of a whole year opened again has a second version for everybody, and newcomers a first', async () => {
    await headWith(small, '曹阿暖', 200);
    await closeIt();
    const newcomer = await somebody(db, '丁可喜', []);
    await db
      .updateTable('person')
      .set({ created_at: january.toISOString() })
      .where('id', '=', newcomer)
      .execute();
    await earn(db, { personId: newcomer, amount: 100, ruleVersionId: small.ruleVersionId });
    const [first, second] = small.registrars;
    const asked = { year: YEAR, personId: null, reason: '规则用错了', now: later };
    const { reopeningId } = must(await askReopening(db, { actor: first, ...asked }));
    must(
      await decideReopening(db, {
        actor: second,
        year: YEAR,
        reopeningId,
        approve: true,
        words: null,
        now: later,
      }),
    );
    await advance(db, later, 1);
    expect((await rows()).map(({ number, revision }) => [number, revision])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
      [3, 1],
    ]);
    await holds();
  });
});
