import { beforeEach, expect, it } from 'vitest';
import { momentOf } from '#app/features/assessment/moment.rules.ts';
import { askReopening, decideReopening } from '#app/features/closing/reopening.server.ts';
import { keptStandings } from '#app/features/overview/kept.server.ts';
import { scopeOverview } from '#app/features/overview/people.server.ts';
import { peopleSheet } from '#app/features/overview/people-sheet.server.ts';
import { reckonYears } from '#app/features/overview/reckoning.server.ts';
import { sheetRows } from '#app/lib/sheets/table-sheet.ts';
import type { Db } from '#db/database.ts';
import { assessorOf, earn } from '#tests/assessment/record.ts';
import { advance, aYear, closed, headWith, must, type SmallYear, shown, YEAR } from '#tests/closing/year.ts';
import { letGoOfTheLedger } from '#tests/support/by-hand.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const at = (day: string) => new Date(`${day}T02:00:00.000Z`);

describeOnBothDatabases('published standings of closed years', (open) => {
  let db: Db;
  let year: SmallYear;
  let head: string;
  beforeEach(async () => {
    db = await open();
    year = await aYear(db);
    head = await headWith(year, '安如山', 0);
    await shown(year);
  });

  const kept = async () => (await keptStandings(db, [head], YEAR)).get(head)?.status;
  const moment = momentOf({ year: String(YEAR) }, '2028-03-01');
  const actor = () => assessorOf(year.registrars[0].personId ?? '', [year.east]);
  const inFile = async () => {
    const sheet = await peopleSheet(db, { actor: actor(), moment, now: at('2028-03-01') });
    for await (const row of sheetRows(sheet)) if (row[0] === '安如山') return row[2];
    return null;
  };
  const met = async () => {
    for (const courseCode of ['SM04', 'ZL05', 'ZL07'])
      await earn(db, { personId: head, amount: 1_600, ruleVersionId: year.ruleVersionId, courseCode });
  };
  const reopened = async (personId: string | null, now: Date) => {
    const [, asks, decides] = year.registrars;
    const wish = must(await askReopening(db, { actor: asks, year: YEAR, personId, reason: '补录', now }));
    const { reopeningId } = wish;
    must(
      await decideReopening(db, { actor: decides, year: YEAR, reopeningId, approve: true, words: null, now }),
    );
  };

  it.each(['2027-03-01', '2028-03-01'])('follow a statement that is opened again, on %s', async (day) => {
    await closed(year);
    await reckonYears(db, { now: at(day) });
    expect(await kept()).toBe('not-met');
    await met();
    await reopened(head, new Date(at(day).getTime() + 60_000));
    expect(await inFile()).toBe('达标');
    await reckonYears(db, { now: new Date(at(day).getTime() + 120_000) });
    expect(await kept()).toBe('met');
    expect(await found('met')).toEqual(['安如山']);
    expect(await found('not-met')).toEqual([]);
  });

  const found = async (result: 'met' | 'not-met') => {
    const asked = { q: '', page: 1, result, position: null, community: null };
    return (await scopeOverview(db, { actor: actor(), moment, asked })).people.map(({ name }) => name);
  };

  it('are walked through again when a year was frozen, and frozen anew, however long ago it was', async () => {
    await reckonYears(db, { now: at('2027-01-21') });
    await met();
    await closed(year);
    await reckonYears(db, { now: at('2028-03-01') });
    expect(await kept()).toBe('met');
    await db.updateTable('kept_standing').set({ status: 'not-met' }).execute();
    await reopened(null, at('2028-03-02'));
    await letGoOfTheLedger(db);
    await db.deleteFrom('journal_entry').execute();
    await advance(db, at('2028-03-02'));
    await reckonYears(db, { now: at('2028-03-02') });
    expect(await kept()).toBe('met');
  });

  it('are walked through again when a freezing ended beside a walk that began after its round', async () => {
    await closed(year);
    await reckonYears(db, { now: at('2027-01-25') });
    // As another worker leaves it that walked while the last statements were still being frozen.
    const began = (await db.selectFrom('closing_end').select('at').orderBy('at', 'desc').executeTakeFirst())
      ?.at;
    const walk_began_at = new Date(Date.parse(began ?? '') + 30_000).toISOString();
    await db.updateTable('kept_standing_round').set({ walk_began_at }).where('year', '=', YEAR).execute();
    await db.updateTable('kept_standing').set({ status: 'met' }).where('year', '=', YEAR).execute();
    await letGoOfTheLedger(db);
    await db.deleteFrom('journal_entry').execute();
    await reckonYears(db, { now: new Date(Date.parse(walk_began_at) + 20_000) });
    expect(await kept()).toBe('not-met');
  });
});
