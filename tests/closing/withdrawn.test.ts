import { beforeEach, expect, it } from 'vitest';
import { closedYearChecks } from '#app/cli/checks/closed-years.server.ts';
import { frozenYears } from '#app/features/closing/frozen-years.server.ts';
import { statementPage, statementRows } from '#app/features/closing/people.server.ts';
import { askReopening, decideReopening } from '#app/features/closing/reopening.server.ts';
import {
  currentSheets,
  currentStatements,
  frozenStatement,
} from '#app/features/closing/statements.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { findVerified } from '#app/shell/verifiable.server.ts';
import type { Db } from '#db/database.ts';
import { earn } from '#tests/assessment/record.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { advance, aYear, closed, headWith, later, must, type SmallYear, shown, YEAR } from './year.ts';

describeOnBothDatabases('a statement whose owner has no sheet any more', (open) => {
  let db: Db;
  let small: SmallYear;
  let staying: string;
  let leaving: string;
  beforeEach(async () => {
    db = await open();
    small = await aYear(db);
    staying = await headWith(small, '安如山', 1_100);
    leaving = await headWith(small, '柏有余', 0);
    await shown(small);
    await closed(small);
  });

  const removeAppointment = () => db.deleteFrom('appointment').where('person_id', '=', leaving).execute();
  async function openAgain(personId: string | null): Promise<void> {
    const [first, second] = small.registrars;
    const wish = { year: YEAR, personId, reason: '名单登记错了。', now: later };
    const { reopeningId } = must(await askReopening(db, { actor: first, ...wish }));
    const approval = { actor: second, year: YEAR, reopeningId, approve: true, words: null, now: later };
    must(await decideReopening(db, approval));
    await advance(db, later, 1);
  }
  const own = (personId: string) => frozenStatement(db, { personId, year: YEAR });
  const codeOf = async (personId: string) => (await own(personId))?.head.code ?? '';
  const listed = async () => {
    const closingId = (await db.selectFrom('year_closing').select('id').executeTakeFirstOrThrow()).id;
    const page = await statementPage(db, { closingId, year: YEAR, q: '', page: 1 });
    const inFile: string[] = [];
    for await (const { name } of statementRows(db, { closingId, year: YEAR, noted: async () => {} }))
      inFile.push(name);
    const names = page.statements.map(({ name }) => name);
    expect(inFile).toEqual(names);
    return names;
  };
  const holds = async () => {
    for (const { name, run } of closedYearChecks)
      expect(await run(db, engineNamed(open.engine)), name).toBeNull();
  };

  it.each([null, 'leaving'])(
    'is withdrawn with the reason, when the year (%s) is opened again',
    async (whose) => {
      const code = await codeOf(leaving);
      await removeAppointment();
      await openAgain(whose && leaving);
      const found = await own(leaving);
      expect(found?.head).toMatchObject({
        revision: 1,
        supersededBy: null,
        withdrawn: { at: later.toISOString(), reason: '名单登记错了。' },
      });
      expect(await findVerified(db, code)).toEqual({
        kind: '年度学分情况表',
        state: 'revoked',
        number: '2026-000002',
        issuedOn: '2027-01-21',
        endedOn: '2027-01-21',
        facts: [['年度', '2026 年']],
      });
      expect(await findVerified(db, await codeOf(staying))).toMatchObject({ state: 'valid' });
      const told = (await unreadNotices(db, leaving)).filter(({ kind }) => kind === 'statement-withdrawn');
      expect(told).toMatchObject([{ title: '你的 2026 年度学分情况表已作废' }]);
      expect(told[0]?.body).toContain('理由：名单登记错了。有不同意见');
      const wanted = { personIds: [staying, leaving], year: YEAR };
      expect([...(await currentSheets(db, wanted)).keys()]).toEqual([staying]);
      expect([...(await currentStatements(db, wanted)).keys()]).toEqual([staying]);
      expect(await listed()).toEqual(['安如山']);
      await holds();
    },
  );

  it('does not give back the version before it, which was superseded', async () => {
    await openAgain(leaving);
    await removeAppointment();
    await openAgain(leaving);
    const rows = await db.selectFrom('statement_withdrawn').select('statement_id').execute();
    expect(rows).toMatchObject([{ statement_id: (await own(leaving))?.head.id }]);
    expect((await own(leaving))?.head).toMatchObject({ revision: 2, withdrawn: { at: later.toISOString() } });
    const wanted = { personIds: [staying, leaving], year: YEAR };
    expect([...(await currentSheets(db, wanted)).keys()]).toEqual([staying]);
    expect([...(await currentStatements(db, wanted)).keys()]).toEqual([staying]);
    expect(await frozenYears(db, { personId: leaving, years: [YEAR] })).toEqual(new Map([[YEAR, null]]));
    expect(await listed()).toEqual(['安如山']);
    await holds();
  });

  it('is withdrawn once, and comes back as the next version when there is a sheet again', async () => {
    const code = await codeOf(leaving);
    await removeAppointment();
    await openAgain(null);
    await openAgain(null);
    expect(await db.selectFrom('statement_withdrawn').selectAll().execute()).toHaveLength(1);
    await earn(db, { personId: leaving, amount: 100, ruleVersionId: small.ruleVersionId });
    await openAgain(null);
    expect((await own(leaving))?.head).toMatchObject({ revision: 2, supersededBy: null, withdrawn: null });
    expect(await findVerified(db, code)).toMatchObject({ state: 'replaced', replacedBy: '2026-000002-2' });
    expect(await listed()).toEqual(['安如山', '柏有余']);
    await holds();
  });
});
