import { expect, it } from 'vitest';
import { askReopening, decideReopening } from '#app/features/closing/reopening.server.ts';
import { findVerified } from '#app/shell/verifiable.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aYear, closed, headWith, later, must, shown, YEAR } from './year.ts';

describeOnBothDatabases('a statement checked by its code', (open) => {
  it('is valid or superseded, with its number and year, and says nothing of the person', async () => {
    const db = await open();
    const small = await aYear(db);
    const personId = await headWith(small, '安如山', 1_100);
    await shown(small);
    await closed(small);
    const codes = async () => {
      const rows = await db.selectFrom('frozen_statement').select('code').orderBy('revision').execute();
      return rows.map(({ code }) => code);
    };
    const [code = ''] = await codes();
    const typed = code.toLowerCase().replace(/(.{4})/g, '$1 ');
    expect(await findVerified(db, typed)).toEqual({
      kind: '年度学分情况表',
      state: 'valid',
      number: '2026-000001',
      issuedOn: '2027-01-21',
      facts: [['年度', '2026 年']],
    });
    const [asker, approver] = small.registrars;
    const wish = { year: YEAR, personId, reason: '漏记了一次', now: later };
    const { reopeningId } = must(await askReopening(db, { actor: asker, ...wish }));
    const approval = { actor: approver, year: YEAR, reopeningId, approve: true, words: null, now: later };
    must(await decideReopening(db, approval));
    expect(await findVerified(db, code)).toMatchObject({ state: 'replaced', replacedBy: '2026-000001-2' });
    const [, anew = ''] = await codes();
    expect(await findVerified(db, anew)).toMatchObject({ state: 'valid', number: '2026-000001-2' });
  });
});
