import { sql, ValuesNode } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { planRequirements } from '#app/features/completion/requirements.server.ts';
import type { Db } from '#db/database.ts';
import { ask, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aClass, all, evaluateOnly, type Voter, vote, voters, withForms } from './classroom.ts';

type Rows = Record<string, unknown>[];

/** Every row of every table. */
async function everything(db: Db): Promise<Map<string, Rows>> {
  const tables = await db.introspection.getTables();
  const read = async (name: string) =>
    (await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db)).rows;
  const names = tables.map(({ name }) => name).sort();
  const found = new Map<string, Rows>();
  for (const name of names) found.set(name, await read(name));
  return found;
}

describeOnBothDatabases('a ballot and its receipt', (open) => {
  let db: Db;
  let section: Section;
  let people: Voter[];
  beforeEach(async () => {
    db = await open();
    await withForms(db);
    section = await aClass(db);
    await planRequirements(db, section.sectionId, [evaluateOnly(section), ask('quiz', 'not yet')]);
    people = await voters(db, section, 12);
  });

  it('share the section and nothing else, and neither knows a time', async () => {
    for (const person of people) await vote(db, person, all(4), '讲得清楚');
    const tables = await everything(db);
    const [ballots, receipts] = [tables.get('ballot') ?? [], tables.get('receipt') ?? []];
    expect(Object.keys(ballots[0] ?? {}).sort()).toEqual([
      'answers',
      'batch',
      'comment',
      'form_id',
      'id',
      'section_id',
    ]);
    expect(Object.keys(receipts[0] ?? {}).sort()).toEqual(['person_id', 'section_id']);
    const values = (rows: Rows) => new Set(rows.flatMap((row) => Object.values(row)));
    const shared = [...values(ballots)].filter((value) => values(receipts).has(value));
    expect(shared).toEqual([section.sectionId]);
    expect(/\d{4}-\d{2}-\d{2}T?\d{2}:/.test(JSON.stringify([ballots, receipts]))).toBe(false);
  });

  it('lie in no order of time', async () => {
    const cast: string[] = [];
    for (const person of people) {
      await vote(db, person);
      const ids = (await db.selectFrom('ballot').select('id').execute()).map(({ id }) => id);
      cast.push(...ids.filter((id) => !cast.includes(id)));
    }
    expect(cast.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4/.test(id))).toBe(true);
    expect(cast).not.toEqual([...cast].sort());
    const lying = await sql<{ id: string }>`select id from ballot`.execute(db);
    expect(lying.rows.map(({ id }) => id).sort()).toEqual([...cast].sort());
    if (open.engine === 'sqlite') {
      for (const table of ['ballot', 'receipt'])
        await expect(sql`select rowid from ${sql.table(table)}`.execute(db)).rejects.toThrow(/rowid/);
    }
  });

  it('are written with all that wait, so that no number of a transaction tells them apart', async () => {
    const written = { ballot: [] as number[], receipt: [] as number[] };
    const watched = db.withPlugin({
      transformQuery: ({ node }) => {
        if (node.kind !== 'InsertQueryNode') return node;
        const name = node.into?.table.identifier.name;
        if (name === 'ballot' || name === 'receipt')
          written[name].push(node.values && ValuesNode.is(node.values) ? node.values.values.length : 0);
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    for (const [index, person] of people.slice(0, 6).entries())
      await vote(watched, person, all(1 + (index % 5)));
    // Each its own, then all that wait; the fifth makes a batch, which writes all five. The sixth waits alone: all are written.
    expect(written).toEqual({ ballot: [1, 1, 2, 1, 3, 1, 4, 1, 1, 6], receipt: [1, 1, 1, 1, 1, 1, 6] });
    const ballots = await db.selectFrom('ballot').select(['answers', 'batch']).execute();
    expect(ballots.map(({ batch }) => batch).sort()).toEqual([1, 1, 1, 1, 1, null]);
    expect(new Set(ballots.map(({ answers }) => answers)).size).toBe(5);
    const receipts = await db.selectFrom('receipt').select('person_id').execute();
    expect(receipts.map(({ person_id }) => person_id).sort()).toEqual(
      people
        .slice(0, 6)
        .map(({ personId }) => personId)
        .sort(),
    );
  });

  it('leave a trace in no other table', async () => {
    for (const person of people.slice(0, 4)) await vote(db, person);
    const before = await everything(db);
    await vote(db, people[4] as Voter, all(3), '一句只有这里有的话');
    const later = await everything(db);
    const changed = [...later].filter(
      ([name, rows]) => JSON.stringify(rows) !== JSON.stringify(before.get(name)),
    );
    expect(changed.map(([name]) => name)).toEqual([
      'ballot',
      'ballot_box',
      'catalogue_revision',
      'course_score',
      'receipt',
      'requirement_met',
    ]);
    const known = new Set((before.get('ballot') ?? []).map(({ id }) => id));
    const ballot = (later.get('ballot') ?? []).find(({ id }) => !known.has(id));
    for (const [name, rows] of later) {
      if (name === 'ballot') continue;
      for (const secret of [ballot?.id, ballot?.answers, ballot?.comment])
        expect(JSON.stringify(rows).includes(String(secret))).toBe(false);
    }
    for (const name of ['ballot', 'ballot_box', 'catalogue_revision', 'course_score'])
      for (const { personId, enrolmentId } of people)
        expect(JSON.stringify(later.get(name))).not.toMatch(new RegExp(`${personId}|${enrolmentId}`));
    for (const { evidence } of later.get('requirement_met') ?? []) expect(evidence).toBe('{"receipt":true}');
  });
});
