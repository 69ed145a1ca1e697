import { beforeEach, expect, it } from 'vitest';
import { closedYearChecks } from '#app/cli/checks/closed-years.server.ts';
import { draftStatement } from '#app/features/assessment/frozen-view.server.ts';
import { canonical } from '#app/features/closing/canonical.rules.ts';
import { draftOf } from '#app/features/closing/drafts.server.ts';
import type { FrozenInputs } from '#app/features/closing/frozen.rules.ts';
import { closingOf } from '#app/features/closing/known-closings.server.ts';
import { reckon, sha256 } from '#app/features/closing/reckoning.server.ts';
import { faultOf, statementsAfter } from '#app/features/closing/recomputing.server.ts';
import type { Db } from '#db/database.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aYear, closed, headWith, january, type SmallYear, shown, YEAR } from './year.ts';

describeOnBothDatabases('a yes that names the sheet alone, as earlier versions kept it', (open) => {
  let db: Db;
  let small: SmallYear;
  let personId: string;
  beforeEach(async () => {
    db = await open();
    small = await aYear(db);
    personId = await headWith(small, '柏有余', 300);
    await shown(small);
  });

  const draft = async () => {
    const closing = await closingOf(db, YEAR);
    const found = closing && (await draftOf(db, { closing, personId, now: january }));
    if (!closing || !found) throw new Error('no draft');
    return { ...found, closingId: closing.id };
  };
  async function agreed(seen_hash?: string): Promise<void> {
    const { closingId: closing_id, sheetHash } = await draft();
    const said = { id: 'yes', closing_id, person_id: personId, number: 1, kind: 'confirmed', words: null };
    const answer = { ...said, seen_hash: seen_hash ?? sheetHash, at: january.toISOString() };
    await db.insertInto('statement_answer').values(answer).execute();
  }
  const isConfirmed = async () =>
    (await draftStatement(db, { personId, year: YEAR, now: january }))?.isConfirmed;
  const stored = async () => {
    const [found] = await statementsAfter(db, '', 2);
    if (!found) throw new Error('nothing is frozen');
    return found;
  };
  const holds = async () => {
    for (const { name, run } of closedYearChecks)
      expect(await run(db, engineNamed(open.engine)), name).toBeNull();
  };

  it('stays a yes while the year is being closed, and afterwards', async () => {
    await agreed();
    expect(await isConfirmed()).toBe(true);
    await closed(small);
    expect(await stored()).toMatchObject({ confirmation: 'confirmed' });
    await holds();
  });

  it('is none to another sheet', async () => {
    await agreed('another');
    expect(await isConfirmed()).toBe(false);
    await closed(small);
    expect(await stored()).toMatchObject({ confirmation: 'changed' });
    await holds();
  });

  it('stands however it was frozen, but nothing else does', async () => {
    await agreed();
    await closed(small);
    const found = await stored();
    const faults = ['confirmed', 'changed', 'silent', 'objected'].map((confirmation) =>
      faultOf(db, { ...found, confirmation }),
    );
    expect(await Promise.all(faults)).toEqual([null, null, 'words', 'words']);
    const inputs = JSON.parse(found.inputs);
    inputs.answer.seen = 'another';
    const text = canonical(inputs);
    const forged = { ...found, inputs: text, inputs_hash: sha256(text) };
    expect(await faultOf(db, forged)).toBe('words');
  });

  it('is reckoned in the format of its inputs, whatever is written by now', async () => {
    const { inputs } = await draft();
    const earlier: FrozenInputs = { ...inputs, format: inputs.format - 1 };
    expect(reckon(earlier, null).sheet.format).toBe(inputs.format - 1);
    expect(reckon(inputs, null).sheet.format).toBe(inputs.format);
  });
});
