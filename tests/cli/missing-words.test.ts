import { expect, it } from 'vitest';
import { verifyStore } from '#app/cli/checks/all.ts';
import { archiveJournal } from '#app/features/audit/archiving.server.ts';
import { policy } from '#app/features/audit/policy.rules.ts';
import { eraseWords } from '#app/features/journal/erasing.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { sealJournal } from '#app/features/journal/sealing.server.ts';
import type { Env } from '#app/lib/env.ts';
import type { Db } from '#db/database.ts';
import { ownPlace } from '#tests/audit/support.ts';
import { letGoOfTheLedger } from '#tests/support/by-hand.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, now } from '#tests/support/world.ts';

const goneIn = async (db: Db, env: Env): Promise<string[]> =>
  (await verifyStore(db, { env, now })).flatMap(({ breach }) =>
    breach && /the words of line .* are gone$/.test(breach.first) ? [breach.first] : [],
  );

/** Two lines with words about somebody, in a file; of a third they were erased before. Answers whom they are about. */
async function filed(db: Db, env: Env): Promise<[personId: string, otherId: string]> {
  const [one, other] = [await aLearner(db), await aLearner(db)];
  for (const { personId: subjectId } of [one, other, other])
    await writeJournal(db, {
      ...{ actor: academy, action: 'exemption.granted', subjectType: 'person', subjectId },
      ...{ detail: { reason: '在家休养' }, now },
    });
  await sealJournal(db, { now, evenFew: true });
  const last = db.selectFrom('journal_entry').select('id').where('concerns_id', '=', other.personId);
  const { id: entryId } = await last.orderBy('id', 'desc').executeTakeFirstOrThrow();
  expect(await eraseWords(db, { actor: academy, entryId, reason: '本人要求', now })).toEqual({ ok: true });
  const later = after({ days: policy.onlineDays + 8 });
  expect(await archiveJournal(db, { env, actor: academy, now: later })).toBe(1);
  return [one.personId, other.personId];
}

describeOnBothDatabases('words beside a file of old lines', (open) => {
  it('that are gone are a breach, unless they were erased or the account is closed', async () => {
    const db = await open();
    const { env } = (await ownPlace(db, now)).context;
    const [personId, otherId] = await filed(db, env);
    expect(await goneIn(db, env)).toEqual([]);
    await letGoOfTheLedger(db);
    await db.deleteFrom('journal_words').where('concerns_id', '=', personId).execute();
    expect(await goneIn(db, env)).toHaveLength(1);
    const closed = { code: '0815', closed_at: now.toISOString(), keep_until: '2031-12-31' };
    await db
      .insertInto('closed_account')
      .values({ ...closed, person_id: personId })
      .execute();
    expect(await goneIn(db, env)).toEqual([]);
    await db.deleteFrom('journal_words').where('concerns_id', '=', otherId).execute();
    expect(await goneIn(db, env)).toHaveLength(1);
  });
});
