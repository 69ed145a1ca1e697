import { beforeEach, expect, it } from 'vitest';
import { actOnYear } from '#app/features/closing/desk-actions.server.ts';
import { closingOf } from '#app/features/closing/known-closings.server.ts';
import { objectionsOf } from '#app/features/closing/objections.server.ts';
import { statementPage } from '#app/features/closing/people.server.ts';
import { reopeningsOf } from '#app/features/closing/reopenings.server.ts';
import { yearDesk } from '#app/features/closing/year-desk.server.ts';
import { yearReach } from '#app/features/closing/year-reach.server.ts';
import { yearSheet } from '#app/features/closing/year-sheet.server.ts';
import { isReached } from '#app/features/identity/reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { sheetRows } from '#app/lib/sheets/table-sheet.ts';
import type { Db } from '#db/database.ts';
import { aPlace, earn, somebody } from '#tests/assessment/record.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, withRole } from '#tests/support/world.ts';
import { aYear, closed, headWith, later, type SmallYear, shown, YEAR } from './year.ts';

/** Promise 7 for statements: who belonged to the part of the organisation on the last day of the year. */
describeOnBothDatabases('a registrar of one part of the organisation', (open) => {
  let db: Db;
  let small: SmallYear;
  let actor: Actor;
  let ours: string;
  let theirs: string;
  beforeEach(async () => {
    db = await open();
    small = await aYear(db);
    const west = await aPlace(db, null, 'community', '西园社区');
    ours = await headWith(small, '安如山', 1_100);
    theirs = await somebody(db, '柏有余', [['building-head', west]]);
    const moved = await somebody(db, '车辙', [
      ['building-head', small.east, { validTo: '2026-06-30' }],
      ['building-head', west, { validFrom: '2026-07-01' }],
    ]);
    for (const personId of [theirs, moved])
      await earn(db, { personId, amount: 100, ruleVersionId: small.ruleVersionId });
    actor = withRole(await aLearner(db, '东园教务'), 'registrar', small.east.path).actor;
  });

  const act = (
    means: 'preview' | 'show' | 'reply' | 'lock' | 'reopen' | 'decide',
    fields = {},
    personId?: string,
    by = actor,
  ) => actOnYear(db, means, { actor: by, year: YEAR, personId: personId ?? null, fields, now: later });
  const wishOf = async (personId: string | null) => {
    expect(
      await act('reopen', { reason: '漏记了一次。' }, personId ?? undefined, small.registrars[0]),
    ).toEqual({ ok: true });
    const wishes = await db.selectFrom('statement_reopening').select('id').orderBy('id', 'desc').execute();
    return wishes[0]?.id ?? '';
  };

  it('reads and takes away the statements of those people', async () => {
    await shown(small);
    await closed(small);
    const closing = await closingOf(db, YEAR);
    if (!closing) throw new Error('no closing');
    const reach = yearReach(actor, closing);
    const which = { closingId: closing.id, year: YEAR, reach };
    expect(
      (await statementPage(db, { ...which, q: '', page: 1 })).statements.map(({ name }) => name),
    ).toEqual(['安如山']);
    expect((await statementPage(db, { ...which, q: '柏', page: 1 })).statements).toEqual([]);
    const rows: unknown[] = [];
    const named: string[] = [];
    const noted = async (personIds: readonly string[]) => void named.push(...personIds);
    for await (const [name] of sheetRows(yearSheet(db, { ...which, noted }))) rows.push(name);
    expect(rows.slice(2)).toEqual(['安如山']);
    expect(named).toEqual([ours]);
    expect(await isReached(db, reach, ours)).toBe(true);
    expect(await isReached(db, reach, theirs)).toBe(false);
  });

  it('asks and decides about opening theirs again, and closes no year', async () => {
    for (const means of ['preview', 'show', 'lock', 'reopen'] as const)
      expect(await act(means, { until: '2027-01-20', reason: '漏记了一次。' })).toMatchObject({
        ok: false,
        status: 403,
      });
    await shown(small);
    await closed(small);
    expect(await act('reopen', { reason: '漏记了一次。' }, theirs)).toMatchObject({ ok: false, status: 404 });
    const [wishOfTheirs, wishOfOurs, wholeYear] = [
      await wishOf(theirs),
      await wishOf(ours),
      await wishOf(null),
    ];
    for (const reopening of [wishOfTheirs, wholeYear, newId()])
      expect(await act('decide', { reopening, decision: 'decline' }, ours)).toMatchObject({
        ok: false,
        status: 404,
      });
    const desk = await yearDesk(db, { actor, year: YEAR, now: later });
    expect([desk.isWhole, desk.reopenings.map(({ id }) => id)]).toEqual([false, [wishOfOurs]]);
    expect((await reopeningsOf(db, desk.closing?.id ?? '')).length).toBe(3);
    expect(await act('decide', { reopening: wishOfOurs, decision: 'decline' }, ours)).toEqual({ ok: true });
  });

  it('on the page of somebody decides about their statement alone, also who keeps the whole academy; what no form sends is 400 with words', async () => {
    await shown(small);
    await closed(small);
    const [wishOfTheirs, wholeYear] = [await wishOf(theirs), await wishOf(null)];
    const whole = small.registrars[1];
    const on = (fields: object) => act('decide', fields, ours, whole);
    for (const reopening of [wishOfTheirs, wholeYear, newId()])
      expect(await on({ reopening, decision: 'decline' })).toMatchObject({ ok: false, status: 404 });
    for (const [fields, words] of [
      [{ reopening: wishOfTheirs, decision: 'perhaps' }, '请选“同意重开”或者“不同意”。'],
      [{ reopening: wishOfTheirs }, '请选“同意重开”或者“不同意”。'],
      [{ reopening: 'nothing', decision: 'decline' }, '不知道是哪一条申请'],
      [{ decision: 'decline' }, '不知道是哪一条申请'],
    ] as const) {
      const message = expect.stringContaining(words);
      expect(await on(fields)).toMatchObject({ ok: false, status: 400, errors: [{ message }] });
    }
    expect(await act('decide', { reopening: wishOfTheirs, decision: 'decline' }, theirs, whole)).toEqual({
      ok: true,
    });
    // The page of the year shows all of them.
    expect(await act('decide', { reopening: wholeYear, decision: 'decline' }, undefined, whole)).toEqual({
      ok: true,
    });
  });

  it('reads and answers what those people object to', async () => {
    const closingId = await shown(small);
    const objections = [ours, theirs].map((personId, index) => ({
      ...{ id: `objection-${index}`, closing_id: closingId, person_id: personId, kind: 'objected' as const },
      ...{ words: '少了一次课。', number: 1, seen_hash: 'x', at: later.toISOString() },
    }));
    await db.insertInto('statement_answer').values(objections).execute();
    const desk = await yearDesk(db, { actor, year: YEAR, now: later });
    expect(desk.objections.map(({ personId }) => personId)).toEqual([ours]);
    expect((await objectionsOf(db, { closingId, page: 1 })).objections.length).toBe(2);
    const words = '已经补记。';
    expect(await act('reply', { answer: 'objection-1', words })).toMatchObject({ ok: false, status: 404 });
    expect(await act('reply', { answer: 'objection-0', words })).toEqual({ ok: true });
  });
});
