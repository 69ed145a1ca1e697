import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CompiledQuery } from 'kysely';
import { expect, it } from 'vitest';
import { faultOfArchive } from '#app/features/audit/archive-checks.server.ts';
import { everyArchive } from '#app/features/audit/archives.server.ts';
import { archiveJournal } from '#app/features/audit/archiving.server.ts';
import { policy } from '#app/features/audit/policy.rules.ts';
import { missingWords, wordsCount } from '#app/features/journal/archiving.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { sealJournal } from '#app/features/journal/sealing.server.ts';
import { mediaFile } from '#app/features/media/files.server.ts';
import { eraseLaterWords } from '#app/features/privacy/closed-words.server.ts';
import { closeAccount } from '#app/features/privacy/closing-accounts.server.ts';
import type { Db } from '#db/database.ts';
import { olderLines } from '#db/migrations/0063_older_lines.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { ownPlace, told } from '#tests/audit/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, now } from '#tests/support/world.ts';

const WORDS = '试讲时说起自己的病情';

/** A line about a teacher as it was written before lines said whom they concern. */
async function anOlderLine(db: Db): Promise<string> {
  const { personId } = await aLearner(db, '佘暖阳');
  const teacher = { id: 'a-teacher', person_id: personId, slug: 'she', name: '佘暖阳' };
  await db
    .insertInto('teacher')
    .values({
      ...{ ...teacher, category: 'community', fields: '', headline: '', bio: '' },
      created_at: now.toISOString(),
    })
    .execute();
  await writeJournal(db, {
    ...{ actor: academy, action: 'teacher.reviewed', subjectType: 'teacher', subjectId: 'a-teacher' },
    ...{ detail: { from: 'applied', note: WORDS }, now },
  });
  await sealJournal(db, { now, evenFew: true });
  return personId;
}

/** What the upgrade does where its table is there already. */
const upgrade = (db: Db) =>
  olderLines.up({
    table: async () => undefined,
    run: async (statement: string) => void (await db.executeQuery(CompiledQuery.raw(statement))),
  } as never);

const close = (db: Db, personId: string) =>
  inTransaction(db, (trx) => closeAccount(trx, { personId, now: after({ minutes: 5 }) }));

async function details(db: Db): Promise<string> {
  const lines = await db.selectFrom('journal_entry').select('detail').execute();
  const apart = await db.selectFrom('journal_words').select('detail').execute();
  return [...lines, ...apart].map(({ detail }) => detail).join('\n');
}

describeOnBothDatabases('older lines that do not say whom they concern', (open) => {
  it('lose their words with the account of whoever the thing is that they are about', async () => {
    const db = await open();
    const personId = await anOlderLine(db);
    await upgrade(db);
    await close(db, personId);
    expect(await details(db)).not.toContain(WORDS);
    expect(await told(db, open.engine)).toEqual([]);
  });

  it('lose them after the upgrade where the account was closed before', async () => {
    const db = await open();
    const personId = await anOlderLine(db);
    await close(db, personId);
    expect(await details(db)).toContain(WORDS);
    await upgrade(db);
    expect(await eraseLaterWords(db, { now: after({ minutes: 6 }) })).toBe(1);
    expect(await details(db)).not.toContain(WORDS);
  });

  it('leave their words beside the file that they go into, where they go with the account', async () => {
    const db = await open();
    const personId = await anOlderLine(db);
    await upgrade(db);
    const { context, folder } = await ownPlace(db, now);
    const { env } = context;
    const later = after({ days: policy.onlineDays + 8 });
    expect(await archiveJournal(db, { env, actor: academy, now: later })).toBe(1);
    const [archive] = await everyArchive(db);
    if (!archive) throw new Error('no file');
    const stored = await mediaFile(db, archive.mediaId);
    const text = gunzipSync(await readFile(join(folder, 'media', stored?.storageKey ?? ''))).toString();
    expect(text).toContain('teacher.reviewed');
    expect(text).not.toContain(WORDS);
    expect(await wordsCount(db, archive)).toBe(1);
    expect(await faultOfArchive(db, env, archive)).toBeNull();
    // Asked about while its block was still leaving the journal: the words are found where they went.
    const { entry_id: id } = await db
      .selectFrom('journal_words')
      .select('entry_id')
      .executeTakeFirstOrThrow();
    expect(await missingWords(db, [{ id, concernsId: '' }])).toEqual([]);
    await close(db, personId);
    expect(await wordsCount(db, archive)).toBe(0);
    expect(await faultOfArchive(db, env, archive)).toBeNull();
  });
});
