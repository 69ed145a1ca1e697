import { expect, it } from 'vitest';
import { reverseSource } from '#app/features/credits/ledger.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { newId } from '#app/lib/id.ts';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { ROUNDS, together } from '#tests/support/at-once.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after } from '#tests/support/world.ts';
import { aDesk } from './desk.ts';

describeOnBothDatabases('an entry corrected in the moment in which its source takes it back', (open) => {
  it('leaves nothing standing, whoever is first', { timeout: 60_000 }, async () => {
    const { db, url } = await open.withUrl();
    const other = await openDatabase(url);
    const desk = await aDesk(db, open.engine);
    const { personId } = desk.learner;
    const actor = systemActor('declarations');
    const left: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const source = { type: 'test', id: newId() };
      const adjustmentId = await desk.proposeBack(await desk.entryOf(150, source));
      const [confirmed, taken] = await together(
        { round, other },
        () => desk.confirm(adjustmentId),
        () =>
          inTransaction(other, (trx) =>
            reverseSource(trx, { personId, source, actor, reason: '异议成立', now: after({ hours: 1 }) }),
          ),
      );
      expect(confirmed.ok || confirmed.reason === 'entry-gone').toBe(true);
      expect(taken).toBe(1);
      left.push(await desk.balance());
    }
    await closeDatabase(other);
    expect(left.filter((balance) => balance !== 0)).toEqual([]);
    await desk.expectSound();
  });
});
