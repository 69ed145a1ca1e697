import type { Db } from '#db/database.ts';
import type { Goal } from './formation-words.ts';

/** What the formation of a section is to one of its people. */
export interface OwnPlace {
  goal: Goal | null;
  /** Goals may be said and changed: nothing has been confirmed yet. */
  open: boolean;
  /** Confirmed, but this person came later and has no place yet. */
  waits: boolean;
  place: {
    cohortName: string;
    headName: string | null;
    group: number;
    reason: string;
    /** The others of the group, who sit together, by name; nothing else is told of them. */
    mates: string[];
  } | null;
}

/** A group holds some seven people; by hand it may hold more. */
const MOST_MATES = 100;

/** Of one's own active enrolment; null when there is none. One statement. */
export async function ownPlace(
  db: Db,
  { enrolmentId, personId }: { enrolmentId: string; personId: string },
): Promise<OwnPlace | null> {
  const rows = await ownRows(db, { enrolmentId, personId });
  const [own] = rows;
  if (!own) return null;
  const placed = own.confirmedAt !== null && own.group_number !== null;
  return {
    goal: own.goal as Goal | null,
    open: own.confirmedAt === null,
    waits: own.confirmedAt !== null && own.group_number === null,
    place: placed
      ? {
          cohortName: own.cohortName ?? '',
          headName: own.headName,
          group: own.group_number ?? 0,
          reason: own.reason ?? '',
          mates: rows.flatMap(({ mateId, mateName }) =>
            mateId && mateId !== enrolmentId ? [mateName ?? ''] : [],
          ),
        }
      : null,
  };
}

function ownRows(db: Db, { enrolmentId, personId }: { enrolmentId: string; personId: string }) {
  return (
    db
      .selectFrom('enrolment as own')
      .leftJoin('learning_goal', (join) =>
        join
          .onRef('learning_goal.section_id', '=', 'own.section_id')
          .onRef('learning_goal.person_id', '=', 'own.person_id'),
      )
      .leftJoin('formation', (join) =>
        join.onRef('formation.section_id', '=', 'own.section_id').on('formation.active', '=', 1),
      )
      .leftJoin('formation_confirmation as confirmed', 'confirmed.formation_id', 'formation.id')
      .leftJoin('formation_place as place', (join) =>
        join.onRef('place.formation_id', '=', 'formation.id').onRef('place.enrolment_id', '=', 'own.id'),
      )
      .leftJoin('formation_class as cohort', (join) =>
        join
          .onRef('cohort.formation_id', '=', 'place.formation_id')
          .onRef('cohort.number', '=', 'place.class_number'),
      )
      .leftJoin('person as head', 'head.id', 'cohort.head_teacher_id')
      // Only of what is confirmed: before that nobody sits with anybody.
      .leftJoin('formation_place as beside', (join) =>
        join
          .onRef('beside.formation_id', '=', 'confirmed.formation_id')
          .onRef('beside.class_number', '=', 'place.class_number')
          .onRef('beside.group_number', '=', 'place.group_number'),
      )
      .leftJoin('enrolment as mate', (join) =>
        join.onRef('mate.id', '=', 'beside.enrolment_id').on('mate.active', '=', 1),
      )
      .leftJoin('person as mate_person', 'mate_person.id', 'mate.person_id')
      .select([
        'goal',
        'confirmed.at as confirmedAt',
        'place.group_number',
        'place.reason',
        'cohort.name as cohortName',
        'head.name as headName',
        'mate.id as mateId',
        'mate_person.name as mateName',
      ])
      .where('own.id', '=', enrolmentId)
      .where('own.person_id', '=', personId)
      .where('own.active', '=', 1)
      .orderBy('mate_person.name_pinyin')
      .orderBy('mate.id')
      .limit(MOST_MATES)
      .execute()
  );
}
