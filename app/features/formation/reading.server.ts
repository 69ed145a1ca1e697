import type { Db } from '#db/database.ts';
import type { Formation, Seating } from './formation-shape.ts';

/** The formation of a section that holds now, or null. One statement. */
export async function formationOf(db: Db, sectionId: string): Promise<Formation | null> {
  const rows = await db
    .selectFrom('formation')
    .leftJoin('formation_confirmation', 'formation_confirmation.formation_id', 'formation.id')
    .leftJoin('formation_class', 'formation_class.formation_id', 'formation.id')
    .leftJoin('person', 'person.id', 'formation_class.head_teacher_id')
    .select([
      'formation.id',
      'seed',
      'settings',
      'proposed_at',
      'formation_confirmation.at as confirmedAt',
      'number',
      'formation_class.name',
      'head_teacher_id',
      'person.name as headName',
    ])
    .where('formation.section_id', '=', sectionId)
    .where('formation.active', '=', 1)
    .orderBy('number')
    .execute();
  const [first] = rows;
  if (!first) return null;
  return {
    id: first.id,
    seed: first.seed,
    settings: JSON.parse(first.settings),
    proposedAt: first.proposed_at,
    confirmedAt: first.confirmedAt,
    cohorts: rows.flatMap(({ number, name, head_teacher_id: personId, headName }) =>
      number === null
        ? []
        : [{ number, name: name ?? '', head: personId ? { personId, name: headName ?? '' } : null }],
    ),
  };
}

/** Who of a section sits where, by enrolment, once that is confirmed; empty before. One statement. */
export async function seatingsOf(db: Db, sectionId: string): Promise<Map<string, Seating>> {
  const rows = await db
    .selectFrom('formation')
    .innerJoin('formation_confirmation', 'formation_confirmation.formation_id', 'formation.id')
    .innerJoin('formation_place', 'formation_place.formation_id', 'formation.id')
    .innerJoin('formation_class', (join) =>
      join
        .onRef('formation_class.formation_id', '=', 'formation.id')
        .onRef('formation_class.number', '=', 'formation_place.class_number'),
    )
    .innerJoin('enrolment', 'enrolment.id', 'formation_place.enrolment_id')
    .select(['enrolment_id', 'class_number', 'group_number', 'formation_class.name'])
    .where('formation.section_id', '=', sectionId)
    .where('formation.active', '=', 1)
    .where('enrolment.active', '=', 1)
    .execute();
  return new Map(
    rows.map((row) => [
      row.enrolment_id,
      { cohort: row.class_number, cohortName: row.name, group: row.group_number },
    ]),
  );
}
