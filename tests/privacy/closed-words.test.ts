import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { verifyAcademy } from '#app/cli/checks/all.ts';
import { faultOfArchive } from '#app/features/audit/archive-checks.server.ts';
import { everyArchive } from '#app/features/audit/archives.server.ts';
import { archiveJournal } from '#app/features/audit/archiving.server.ts';
import { loader as archiveFile } from '#app/features/audit/pages/audit-archive-file.ts';
import { policy } from '#app/features/audit/policy.rules.ts';
import { wordsBeside, wordsCount } from '#app/features/journal/archiving.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { sealJournal } from '#app/features/journal/sealing.server.ts';
import { mediaFile } from '#app/features/media/files.server.ts';
import { eraseLaterWords } from '#app/features/privacy/closed-words.server.ts';
import { closeAccount } from '#app/features/privacy/closing-accounts.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import type { Env } from '#app/lib/env.ts';
import type { Db } from '#db/database.ts';
import { erasableWords } from '#db/migrations/0060_erasable_words.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { ownPlace, told } from '#tests/audit/support.ts';
import { aGrant, aPerson, cookieOf } from '#tests/identity/support.ts';
import { undone } from '#tests/privacy/undone.ts';
import { letGoOfTheLedger } from '#tests/support/by-hand.ts';
import { describeOnBothDatabases, type Engine } from '#tests/support/database.ts';
import { academy, after, aLearner, now } from '#tests/support/world.ts';

const WORDS = '本人摔伤，在家休养';
const LATER = '家属来电话说的';
const OF_ANOTHER = '另一位的理由';

async function somebody(db: Db) {
  const { personId } = await aLearner(db, '佘暖阳');
  const other = await aLearner(db, '祁远');
  await note(db, personId, { reason: WORDS, year: 2026 });
  await note(db, personId, { role: 'liaison', orgUnitId: 'u-1' });
  await note(db, other.personId, { reason: OF_ANOTHER });
  await sealJournal(db, { now, evenFew: true });
  return personId;
}

const note = (db: Db, personId: string, detail: Record<string, unknown>, at = now) =>
  writeJournal(db, {
    ...{ actor: academy, action: 'exemption.granted', subjectType: 'person', subjectId: personId },
    ...{ detail, now: at },
  });

const close = (db: Db, personId: string) =>
  inTransaction(db, (trx) => closeAccount(trx, { personId, now: after({ minutes: 5 }) }));

async function details(db: Db): Promise<string> {
  const lines = await db.selectFrom('journal_entry').select('detail').execute();
  const apart = await db.selectFrom('journal_words').select('detail').execute();
  return [...lines, ...apart].map(({ detail }) => detail).join('\n');
}

/** The words beside a file, as the auditor downloads them. */
async function takenWords(db: Db, { archiveId, env }: { archiveId: string; env: Env }): Promise<string> {
  const personId = await aPerson(db);
  await aGrant(db, personId, 'auditor');
  const request = new Request(
    `http://127.0.0.1:3000/admin/audit/archives/${archiveId}/file.jsonl.gz?words=1`,
    {
      headers: { cookie: await cookieOf(db, personId) },
    },
  );
  const context = { db, env, clientAddress: '10.0.7.9', now: () => now } as unknown as RequestContext;
  const answer = (await archiveFile({ request, context, params: { archiveId } })) as Response;
  expect(answer.headers.get('content-disposition')).toContain('-words.jsonl');
  return answer.text();
}

const upgradedAt = (db: Db, at: Date) =>
  db
    .updateTable('migration')
    .set({ applied_at: at.toISOString() })
    .where('name', '=', erasableWords.name)
    .execute();

async function breaches(db: Db, engine: Engine): Promise<string[]> {
  const findings = await verifyAcademy(db, engine === 'sqlite' ? 'embedded' : 'server');
  return findings.filter(({ name, breach }) => breach && /a day later/.test(name)).map(({ name }) => name);
}

describeOnBothDatabases('words of the journal about somebody whose account is closed', (open) => {
  it('go at once where they are sealed; codes stay, and the chain goes on being checked', async () => {
    const db = await open();
    const personId = await somebody(db);
    await close(db, personId);
    const left = await details(db);
    expect(left).not.toContain(WORDS);
    expect(left).toContain('liaison');
    expect(left).toContain(OF_ANOTHER);
    const lines = await db
      .selectFrom('journal_entry')
      .select(['action', 'detail'])
      .where('concerns_id', '=', personId)
      .where('action', '=', 'journal.erased')
      .execute();
    expect(lines.map(({ detail }) => JSON.parse(detail))).toEqual([
      { by: 'privacy', count: 1, why: 'account-closed' },
    ]);
    expect(await told(db, open.engine)).toEqual([]);
  });

  it('go after they are sealed where they were not, and so does what is written later; once', async () => {
    const db = await open();
    const personId = await somebody(db);
    await note(db, personId, { reason: LATER });
    await close(db, personId);
    // Killed before the next round: nothing is lost, and nothing is done before the line is sealed.
    expect(await eraseLaterWords(db, { now: after({ minutes: 6 }) })).toBe(0);
    expect(await details(db)).toContain(LATER);
    // A backup of this moment, restored whenever: the worker has not had its turn.
    expect(await breaches(db, open.engine)).toEqual([]);
    await undone(db, async (trx) => {
      // The journal goes on for two days, and nothing is sealed.
      await note(trx, 'nobody', {}, after({ days: 2 }));
      expect(await breaches(trx, open.engine)).toHaveLength(1);
    });
    await sealJournal(db, { now: after({ minutes: 10 }), evenFew: true });
    expect(await eraseLaterWords(db, { now: after({ minutes: 11 }) })).toBe(1);
    expect(await eraseLaterWords(db, { now: after({ minutes: 12 }) })).toBe(0);
    expect(await details(db)).not.toContain(LATER);
    await note(db, personId, { words: LATER }, after({ days: 1 }));
    await sealJournal(db, { now: after({ days: 1 }), evenFew: true });
    expect(await eraseLaterWords(db, { now: after({ days: 3 }) })).toBe(1);
    expect(await eraseLaterWords(db, { now: after({ days: 4 }) })).toBe(0);
    const place = await db.selectFrom('closed_words_walk').selectAll().execute();
    expect(place).toEqual([{ id: 'closed', next_block: 4 }]);
    expect(await details(db)).not.toContain(LATER);
    expect(await breaches(db, open.engine)).toEqual([]);
    expect(await told(db, open.engine)).toEqual([]);
  });

  it('that an older edition left are no breach on the day of the upgrade, unless they have been passed; after it they are', async () => {
    const db = await open();
    const personId = await somebody(db);
    await upgradedAt(db, after({ days: 30 }));
    const closed = { closed_at: after({ minutes: 5 }).toISOString(), keep_until: '2031-12-31' };
    await db
      .insertInto('closed_account')
      .values({ ...closed, person_id: personId, code: '0815' })
      .execute();
    await note(db, 'nobody', {}, after({ days: 30, minutes: 10 }));
    await sealJournal(db, { now: after({ days: 30, minutes: 10 }), evenFew: true });
    expect(await breaches(db, open.engine)).toEqual([]);
    await undone(db, async (trx) => {
      await trx.insertInto('closed_words_walk').values({ id: 'closed', next_block: 2 }).execute();
      expect(await breaches(trx, open.engine)).toHaveLength(1);
    });
    await undone(db, async (trx) => {
      await note(trx, 'nobody', {}, after({ days: 32 }));
      expect(await breaches(trx, open.engine)).toHaveLength(1);
    });
    expect(await eraseLaterWords(db, { now: after({ days: 30, minutes: 11 }) })).toBe(1);
    await note(db, 'nobody', {}, after({ days: 32 }));
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('go with the network that the person came from, and leave that of the office', async () => {
    const db = await open();
    const personId = await somebody(db);
    const { actor: registrar } = await aLearner(db);
    const { actor: own } = await aLearner(db);
    const line = { action: 'session.begun', subjectType: 'person', now };
    await writeJournal(db, { ...line, actor: registrar, subjectId: personId, origin: '10.0.7.0/24' });
    const subjectId = own.personId ?? '';
    await writeJournal(db, { ...line, actor: own, subjectId, origin: '203.0.113.0/24' });
    await sealJournal(db, { now, evenFew: true });
    await close(db, personId);
    await close(db, subjectId);
    const lines = await db.selectFrom('journal_entry').select('origin').execute();
    const origins = lines.map(({ origin }) => origin);
    expect(origins).toContain('10.0.7.0/24');
    expect(origins).not.toContain('203.0.113.0/24');
    await note(db, 'nobody', {}, after({ days: 3 }));
    expect(await breaches(db, open.engine)).toEqual([]);
    expect(await told(db, open.engine)).toEqual([]);
  });

  it('never lie in a file of old lines: they lie beside it until the account is closed', async () => {
    const db = await open();
    const personId = await somebody(db);
    const { context, folder } = await ownPlace(db, now);
    const { env } = context;
    expect(
      await archiveJournal(db, { env, actor: academy, now: after({ days: policy.onlineDays + 8 }) }),
    ).toBe(1);
    const [archive] = await everyArchive(db);
    if (!archive) throw new Error('no file');
    const stored = await mediaFile(db, archive.mediaId);
    const text = gunzipSync(await readFile(join(folder, 'media', stored?.storageKey ?? ''))).toString();
    expect(text).toContain('liaison');
    expect(text).not.toContain(WORDS);
    expect([...(await wordsBeside(db, archive)).values()].map(({ detail }) => detail).join()).toContain(
      WORDS,
    );
    expect(await faultOfArchive(db, env, archive)).toBeNull();
    const forging = db
      .updateTable('journal_words')
      .set({ detail: '{"reason":"别的"}' })
      .where('concerns_id', '=', personId);
    await expect(forging.execute()).rejects.toThrow(/append-only/);
    await expect(db.deleteFrom('journal_words').execute()).rejects.toThrow(/append-only/);
    expect(await wordsCount(db, archive)).toBe(2);
    const taken = await takenWords(db, { archiveId: archive.id, env });
    expect(taken).toContain(WORDS);
    const noted = db.selectFrom('journal_entry').select('action').where('subject_id', '=', archive.id);
    expect((await noted.execute()).map(({ action }) => action)).toContain('journal.words-read');
    await close(db, personId);
    expect(await wordsCount(db, archive)).toBe(1);
    expect(await details(db)).not.toContain(WORDS);
    expect(await details(db)).toContain(OF_ANOTHER);
    expect(await faultOfArchive(db, env, archive)).toBeNull();
    expect(await breaches(db, open.engine)).toEqual([]);
    expect(await told(db, open.engine)).toEqual([]);
    await letGoOfTheLedger(db);
    await db.updateTable('journal_words').set({ detail: '{"reason":"别的"}' }).execute();
    expect(await faultOfArchive(db, env, archive)).toMatch(/^line .* is not what was sealed$/);
  });
});
