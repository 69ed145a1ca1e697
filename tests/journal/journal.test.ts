import { beforeEach, expect, it } from 'vitest';
import { noteAuditing } from '#app/features/audit/noting.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { journalOf, writeJournal } from '#app/features/journal/journal.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const now = new Date('2026-11-22T03:00:00.000Z');
const actor = systemActor('night job');
const line = { actor, action: 'thing.done', subjectType: 'thing', subjectId: 'a', now };

describeOnBothDatabases('the journal', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  it('tells who did what to a thing, newest first', async () => {
    await writeJournal(db, line);
    await writeJournal(db, { ...line, action: 'thing.undone', detail: { reason: '填错了' } });
    await writeJournal(db, { ...line, subjectId: 'b' });
    const entries = await journalOf(db, { subjectType: 'thing', subjectId: 'a' });
    expect(entries.map(({ action }) => action)).toEqual(['thing.undone', 'thing.done']);
    expect(entries[0]).toMatchObject({
      actorId: null,
      detail: { by: 'night job', reason: '填错了' },
      at: now.toISOString(),
    });
  });

  it('says of a search in a list that there was one, and not for whom', async () => {
    const list = { actor, action: 'person.listed', now };
    await noteList(db, { ...list, url: 'https://a.example/admin/people?q=佘暖阳&page=2&state=waiting' });
    const filters = { who: '佘暖阳', family: 'role' };
    await noteAuditing(db, { actor, action: 'journal.searched', filters, now });
    const lines = await db.selectFrom('journal_entry').select(['action', 'detail']).orderBy('id').execute();
    expect(lines.map(({ detail }) => JSON.parse(detail).filters)).toEqual([
      { q: 'typed', page: '2', state: 'waiting' },
      { who: 'typed', family: 'role' },
    ]);
  });

  it('goes when the deed is rolled back', async () => {
    const deed = inTransaction(db, async (trx) => {
      await writeJournal(trx, line);
      throw new Error('it failed');
    });
    await expect(deed).rejects.toThrow('it failed');
    expect(await journalOf(db, { subjectType: 'thing', subjectId: 'a' })).toEqual([]);
  });
});
