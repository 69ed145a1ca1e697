import { CompiledQuery } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { closedYearChecks } from '#app/cli/checks/closed-years.server.ts';
import { askReopening, decideReopening } from '#app/features/closing/reopening.server.ts';
import type { Db } from '#db/database.ts';
import { letGoOfTheLedger } from '#tests/support/by-hand.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { advance, aYear, closed, headWith, later, must, type SmallYear, shown, YEAR } from './year.ts';

describeOnBothDatabases('a closed year in the database', (open) => {
  let db: Db;
  let year: SmallYear;
  let personId: string;
  beforeEach(async () => {
    db = await open();
    year = await aYear(db);
    personId = await headWith(year, '安如山', 800);
    await headWith(year, '白小河', 0);
    await shown(year);
    await closed(year);
    const [, actor, decider] = year.registrars;
    const now = new Date(later.getTime() + 60_000);
    const asked = must(await askReopening(db, { actor, year: YEAR, personId, reason: '补录', now }));
    const deciding = { year: YEAR, reopeningId: asked.reopeningId, approve: true, words: null, now };
    must(await decideReopening(db, { actor: decider, ...deciding }));
  });

  const faults = async () => {
    const found: string[] = [];
    for (const { name, run } of closedYearChecks)
      if (await run(db, open.engine === 'sqlite' ? 'embedded' : 'server')) found.push(name.slice(0, 60));
    return found;
  };

  it('is refused every change and removal by the database itself', async () => {
    expect(await faults()).toEqual([]);
    await expect(db.updateTable('frozen_statement').set({ name: '别人' }).execute()).rejects.toThrow(
      /append-only/,
    );
    await expect(db.deleteFrom('statement_superseded').execute()).rejects.toThrow(/append-only/);
    await expect(db.updateTable('closing_end').set({ hash: '' }).execute()).rejects.toThrow(/append-only/);
    await expect(db.deleteFrom('statement_reopening_decision').execute()).rejects.toThrow(/append-only/);
  });

  it.each([
    'frozen_statement',
    'statement_superseded',
    'statement_reopening_decision',
    'closing_end',
    'credit_entry',
  ])('lets nothing take the place of a row of %s', async (table) => {
    const replacing = db.executeQuery(CompiledQuery.raw(`replace into ${table} select * from ${table}`));
    await expect(replacing).rejects.toThrow(/append-only/);
  });

  it('tells when what came of a reopening was removed all the same', async () => {
    await letGoOfTheLedger(db);
    await db.deleteFrom('statement_superseded').execute();
    await db.deleteFrom('frozen_statement').where('revision', '=', 2).execute();
    expect(await faults()).toHaveLength(1);
  });

  it('tells when a row names somebody else than its inputs', async () => {
    await letGoOfTheLedger(db);
    await db.updateTable('frozen_statement').set({ name: '别人' }).where('revision', '=', 2).execute();
    expect(await faults()).toHaveLength(1);
  });

  it('stays whole when the year and one person of it are opened again at once', async () => {
    const [, actor, decider] = year.registrars;
    const now = new Date(later.getTime() + 120_000);
    const wishes = [];
    for (const whose of [null, personId])
      wishes.push(
        must(await askReopening(db, { actor, year: YEAR, personId: whose, reason: '再补录', now })),
      );
    await Promise.all(
      wishes.map(({ reopeningId }) =>
        decideReopening(db, { actor: decider, year: YEAR, reopeningId, approve: true, words: null, now }),
      ),
    );
    await advance(db, now);
    expect(await faults()).toEqual([]);
  });
});
