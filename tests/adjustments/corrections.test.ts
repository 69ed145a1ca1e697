import { beforeEach, expect, it } from 'vitest';
import { linesUntil } from '#app/features/closing/lines.server.ts';
import { ledgerLine } from '#app/features/closing/reckoning.server.ts';
import { withinCaps } from '#app/features/credits/caps.rules.ts';
import { reverseSource } from '#app/features/credits/ledger.server.ts';
import { awardsThatStand, ledgerLines } from '#app/features/credits/records.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';
import { aDesk, type Desk } from './desk.ts';

const fourForEach = {
  ...{
    code: 'A' as const,
    label: '面授',
    unit: '学时',
    dailyCapHundredths: null,
    annualShareCapPercent: null,
  },
  ...{ reviewRequired: false, publicityWorkingDays: 0, explanation: '举例' },
  activities: [{ key: 'face', label: '面授', unit: '学时', hundredths: 100, itemCapHundredths: 400 }],
};

describeOnBothDatabases('corrections of an entry', (open) => {
  let db: Db;
  let desk: Desk;
  beforeEach(async () => {
    db = await open();
    desk = await aDesk(db, open.engine);
  });

  it('leave what is corrected in its item and its kind of activity, however often, also on the sheet that is frozen', async () => {
    const entryId = await desk.entryOf(300, { type: 'completion', id: 'c1' });
    await desk.entryOf(300, { type: 'completion', id: 'c1' }, 'face.more');
    const first = await desk.confirm(await desk.proposeBack(entryId, 50));
    const second = first.ok ? (first.entryId ?? '') : '';
    await desk.confirm(await desk.proposeBack(second, 100, 'too-little'));
    const { personId } = desk.learner;
    const lines = awardsThatStand((await ledgerLines(db, [personId])).get(personId) ?? []);
    expect(lines.map(({ amount, item, line }) => [amount, item, line]).sort()).toEqual([
      [300, 'completion c1', 'face.more'],
      [350, 'completion c1', 'face'],
    ]);
    // A class that counts 4 credits counts no more than that.
    expect(withinCaps(fourForEach, lines)).toBe(400);
    const cutoff = after({ hours: 2 }).toISOString();
    // Completions are kept of any time.
    const frozen = await linesUntil(db, [personId], { cutoff, from: '2027-01-01' });
    const standing = awardsThatStand((frozen.get(personId) ?? []).map(ledgerLine));
    expect(standing.map(({ id, item, line }) => [id, item, line]).sort()).toEqual(
      lines.map(({ id, item, line }) => [id, item, line]).sort(),
    );
  });

  it('go with what they correct, when its source is taken back', async () => {
    const source = { type: 'task', id: 't1' };
    const entryId = await desk.entryOf(300, source);
    const first = await desk.confirm(await desk.proposeBack(entryId, 50));
    await desk.confirm(await desk.proposeBack(first.ok ? (first.entryId ?? '') : '', 50));
    const other = await desk.confirm(await desk.proposeBack(await desk.entryOf(300), 50));
    expect(other.ok).toBe(true);
    const { personId } = desk.learner;
    const { actor } = desk.reviewer;
    const taken = await inTransaction(db, (trx) =>
      reverseSource(trx, { personId, source, actor, reason: '算在结业里', now }),
    );
    expect(taken).toBe(1);
    expect(await desk.balance()).toBe(250);
  });
});
