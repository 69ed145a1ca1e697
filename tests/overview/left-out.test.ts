import { beforeEach, expect, it } from 'vitest';
import { closedYearChecks } from '#app/cli/checks/closed-years.server.ts';
import { momentOf } from '#app/features/assessment/moment.rules.ts';
import { leftOutSheet, ownSheet } from '#app/features/assessment/own-sheet.server.ts';
import { readStatement } from '#app/features/assessment/reading.server.ts';
import { askReopening, decideReopening } from '#app/features/closing/reopening.server.ts';
import { frozenStatement } from '#app/features/closing/statements.server.ts';
import { appoint } from '#app/features/identity/people.server.ts';
import { keptStandings } from '#app/features/overview/kept.server.ts';
import { scopeOverview } from '#app/features/overview/people.server.ts';
import { peopleSheet } from '#app/features/overview/people-sheet.server.ts';
import { reckonYears } from '#app/features/overview/reckoning.server.ts';
import { sheetRows } from '#app/lib/sheets/table-sheet.ts';
import type { Db } from '#db/database.ts';
import { assessorOf, earn, somebody } from '#tests/assessment/record.ts';
import { engineNamed } from '#tests/cli/support.ts';
import {
  advance,
  aYear,
  closed,
  headWith,
  later,
  must,
  type SmallYear,
  shown,
  YEAR,
} from '#tests/closing/year.ts';
import { letGoOfTheLedger } from '#tests/support/by-hand.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';

const nextDay = new Date(later.getTime() + 86_400_000);
const moment = momentOf({ year: String(YEAR) }, '2027-01-22');

describeOnBothDatabases('somebody whose post is registered only after the year was closed', (open) => {
  let db: Db;
  let small: SmallYear;
  let late: string;
  beforeEach(async () => {
    db = await open();
    small = await aYear(db);
    await headWith(small, '安如山', 1_100);
    late = await somebody(db, '晚登记', []);
    await shown(small);
  });

  async function registered(): Promise<void> {
    const post = { position: 'building-head', orgUnitId: small.east.id, validFrom: '2024-01-01' } as const;
    const outcome = await appoint(db, { actor: academy, personId: late, ...post, now });
    if (!outcome.ok) throw new Error(outcome.reason);
    for (const courseCode of ['SM04', 'ZL05', 'ZL07'])
      await earn(db, { personId: late, amount: 1_600, ruleVersionId: small.ruleVersionId, courseCode });
  }
  const own = () => ownSheet(db, { personId: late, year: YEAR, revision: null, now: nextDay });
  const actor = () => assessorOf(small.registrars[0].personId ?? '', [small.east]);

  it('is asked to look at a draft while the year is being closed', async () => {
    await registered();
    expect(await own()).toMatchObject({
      draft: { isAsked: true },
      statement: { standing: { status: 'met' } },
    });
  });

  it('has a statement, and a result, once two persons have added one', async () => {
    await closed(small);
    const [first, second] = small.registrars;
    const wish = { year: YEAR, personId: late, reason: '身份登记漏了。', now: nextDay };
    expect(await askReopening(db, { actor: first, ...wish })).toEqual({ ok: false, reason: 'no-sheet' });
    expect(await leftOutSheet(db, wish)).toBeNull();
    await registered();
    expect(await leftOutSheet(db, wish)).toMatchObject({ revisions: [], statement: { leftOut: true } });
    const { reopeningId } = must(await askReopening(db, { actor: first, ...wish }));
    const approval = { year: YEAR, reopeningId, approve: true, words: null, now: nextDay };
    expect(await decideReopening(db, { actor: first, ...approval })).toMatchObject({ reason: 'same-person' });
    must(await decideReopening(db, { actor: second, ...approval }));
    expect(await frozenStatement(db, wish)).toMatchObject({
      head: { number: '2026-000002', revision: 1, supersededBy: null, withdrawn: null },
      sheet: { status: 'met' },
    });
    const again = { ...wish, personId: null };
    const whole = must(await askReopening(db, { actor: first, ...again }));
    must(await decideReopening(db, { actor: second, ...approval, reopeningId: whole.reopeningId }));
    await advance(db, nextDay);
    expect((await frozenStatement(db, wish))?.head).toMatchObject({ number: '2026-000002-2', revision: 2 });
    for (const { name, run } of closedYearChecks)
      expect(await run(db, engineNamed(open.engine)), name).toBeNull();
  });

  it('is not added when nothing of them is left by the time of the approval', async () => {
    await closed(small);
    await registered();
    const [first, second] = small.registrars;
    const wish = { year: YEAR, personId: late, reason: '身份登记漏了。', now: nextDay };
    await db
      .updateTable('appointment')
      .set({ valid_from: '2027-01-01' })
      .where('person_id', '=', late)
      .execute();
    const { reopeningId } = must(await askReopening(db, { actor: first, ...wish }));
    await letGoOfTheLedger(db);
    await db.deleteFrom('chain_waiting').execute();
    await db.deleteFrom('credit_entry').where('person_id', '=', late).execute();
    const approval = { actor: second, year: YEAR, reopeningId, words: null, now: nextDay };
    expect(await decideReopening(db, { ...approval, approve: true })).toMatchObject({ reason: 'no-sheet' });
    must(await decideReopening(db, { ...approval, approve: false }));
  });

  it('has no result in it on any page, in any count or file', async () => {
    await closed(small);
    await registered();
    const none = { leftOut: true, standing: { status: 'no-scheme', standings: [] } };
    expect(await own()).toMatchObject({ draft: null, statement: none });
    const leading = { day: '2027-01-22', project: '' };
    const read = await readStatement(db, { actor: actor(), personId: late, moment, leading, now: nextDay });
    expect(read?.statement).toMatchObject(none);
    const asked = { q: '', page: 1, result: null, position: null, community: null };
    const { people } = await scopeOverview(db, { actor: actor(), moment, asked });
    expect(people.map(({ name, withoutSheet }) => [name, withoutSheet])).toEqual([
      ['安如山', undefined],
      ['晚登记', true],
    ]);
    await reckonYears(db, { now: nextDay });
    const kept = await keptStandings(db, [late], YEAR);
    expect(kept.get(late)).toEqual({ status: 'no-scheme', schemes: [] });
    const inFile: unknown[] = [];
    const sheet = await peopleSheet(db, { actor: actor(), moment, now: nextDay });
    for await (const row of sheetRows(sheet)) if (row[0] === '晚登记') inFile.push(row[2]);
    expect(inFile).toEqual(['没有情况表']);
  });
});
