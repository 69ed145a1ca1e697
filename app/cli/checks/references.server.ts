import { sql } from 'kysely';
import type { Db } from '#db/database.ts';
import { tableShapes } from '#db/shapes.server.ts';
import { type Breach, breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** References that the tables do not declare, because the floors below know no table above them. */
const undeclared = [
  { from: 'enrolment_pin', column: 'enrolment_id', to: 'enrolment' },
  { from: 'enrolment_pin', column: 'rule_version_id', to: 'policy_version' },
  { from: 'requirement', column: 'enrolment_id', to: 'enrolment' },
  { from: 'completion', column: 'enrolment_id', to: 'enrolment' },
] as const;

export const referenceChecks: readonly Check[] = [
  {
    name: 'whatever a row refers to is there',
    run: async (db, engine) => {
      for (const { name, shape } of await tableShapes(engine)) {
        for (const [column, { references, referencesColumn }] of Object.entries(shape.columns)) {
          if (!references) continue;
          const breach = await dangling(db, { from: name, column, to: references, key: referencesColumn });
          if (breach) return breach;
        }
      }
      for (const reference of undeclared) {
        const breach = await dangling(db, { ...reference, key: 'id' });
        if (breach) return breach;
      }
      return null;
    },
  },
];

interface Reference {
  from: string;
  column: string;
  to: string;
  key: string;
}

async function dangling(db: Db, { from, column, to, key }: Reference): Promise<Breach | null> {
  const { rows } = await sql<{ missing: string }>`
    select child.${sql.ref(column)} as missing from ${sql.table(from)} as child
    left join ${sql.table(to)} as parent on parent.${sql.ref(key)} = child.${sql.ref(column)}
    where child.${sql.ref(column)} is not null and parent.${sql.ref(key)} is null
    limit ${sql.lit(MOST_OFFENDERS)}`.execute(db);
  return breachOf(rows.map(({ missing }) => `${from}.${column} names ${to} ${missing}`));
}
