import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { type Filters, type Place, searchJournal } from '#app/features/audit/search.server.ts';
import { actionsOf } from '#app/features/journal/action-names.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { JournalEntryRow } from '#db/tables/journal.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner } from '#tests/support/world.ts';

const LINES = 400;
const actions = [
  'role.granted',
  'role.revoked',
  'person.opened',
  'person.signed-in',
  'unit.moved',
  'odd.deed',
];
const outcomes = ['done', 'done', 'done', 'refused', 'failed'];
const families = ['', 'role', 'person', 'unit', 'credit', 'no-such-family'];

describeOnBothDatabases('a search in the journal', (open) => {
  let db: Db;
  let people: string[];
  let lines: JournalEntryRow[];
  beforeAll(async () => {
    db = await open();
    people = [];
    for (let n = 0; n < 4; n++) people.push((await aLearner(db)).personId);
    const at = (n: number) => new Date(Date.UTC(2026, 4, 1) + Math.floor(n / 3) * 40 * 60_000).toISOString();
    const of = <T>(list: readonly T[], n: number) => list[n % list.length] as T;
    lines = Array.from({ length: LINES }, (_, n) => ({
      ...{ id: `line-${String((n * 7919) % 1000).padStart(4, '0')}-${n}`, at: at(n), on_behalf_of: null },
      ...{
        actor_id: n % 11 === 0 ? null : of(people, n * 5 + (n >> 3)),
        action: of(actions, n * 3 + (n >> 2)),
      },
      ...{ subject_type: 'thing', subject_id: `thing-${n % 9}`, detail: '{}', origin: '' },
      ...{ concerns_id: n % 4 === 0 ? '' : of(people, n >> 2), outcome: of(outcomes, n + (n >> 4)) },
    }));
    for (let from = 0; from < LINES; from += 100)
      await db
        .insertInto('journal_entry')
        .values(lines.slice(from, from + 100))
        .execute();
  });

  const filters = (): fc.Arbitrary<Filters> => {
    const day = fc.constantFrom('', '2026-05-01', '2026-05-02', '2026-05-03', '2026-05-05');
    const person = fc.constantFrom(null, null, ...people);
    return fc.record({
      ...{ actorId: person, concernsId: person, family: fc.constantFrom(...families), from: day, to: day },
      subjectId: fc.constantFrom('', '', 'thing-1', 'thing-5', 'nothing'),
      outcome: fc.constantFrom('', '', 'done', 'refused', 'failed'),
    });
  };

  const meets = (line: JournalEntryRow, asked: Filters) =>
    line.subject_type === 'thing' &&
    (!asked.actorId || line.actor_id === asked.actorId) &&
    (!asked.concernsId || line.concerns_id === asked.concernsId) &&
    (!asked.subjectId || line.subject_id === asked.subjectId) &&
    (!asked.family || actionsOf(asked.family).includes(line.action)) &&
    (!asked.outcome || line.outcome === asked.outcome) &&
    (!asked.from || dayOf(line.at) >= asked.from) &&
    (!asked.to || dayOf(line.at) <= asked.to);

  it('finds what meets all that is asked, newest first, a page at a time, by whichever index', async () => {
    const newest = lines.toSorted((a, b) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? 1 : -1));
    await fc.assert(
      fc.asyncProperty(filters(), async (asked) => {
        const wanted = newest.filter((line) => meets(line, asked)).map(({ id }) => id);
        const found: string[] = [];
        for (let before: Place | null = null; ; ) {
          const page = await searchJournal(db, { filters: asked, before, limit: 30 });
          found.push(...page.filter(({ subjectType }) => subjectType === 'thing').map(({ id }) => id));
          const last = page.at(-1);
          if (!last || page.length < 30) break;
          before = { at: last.at, id: last.id };
        }
        expect(found).toEqual(wanted);
      }),
      { numRuns: 120 },
    );
  });

  it('asks an index of its own whether somebody did a thing', async () => {
    if (open.engine !== 'sqlite') return;
    const compiled = await sql<{ detail: string }>`explain query plan select id, at from journal_entry
      where at >= '' and at < '9' and actor_id = 'a' and action = 'role.granted' order by at desc, id desc limit 30`.execute(
      db,
    );
    expect(compiled.rows.map(({ detail }) => detail).join()).toMatch(
      /USING COVERING INDEX journal_entry_by_actor_id_action_at_id/,
    );
  });
});
