import { dayOf } from '#app/lib/time.ts';
import { type School, schoolNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { arrange } from './arranging.rules.ts';
import { usualStrategies } from './formation-words.ts';
import { MOST_FORMED, peopleToForm } from './people-to-form.server.ts';
import { formationOf } from './reading.server.ts';

/** The formation of a section with everybody in it, for the registrar and for printing. Four statements. */
export async function formationDesk(db: Db, { sectionId, now }: { sectionId: string; now: Date }) {
  const formation = await formationOf(db, sectionId);
  const found = await peopleToForm(db, { sectionId, formationId: formation?.id ?? null, onDay: dayOf(now) });
  const people = found.slice(0, MOST_FORMED);
  return {
    formation,
    people: people.length,
    tooMany: found.length > MOST_FORMED,
    goalsSaid: people.filter(({ goal }) => goal !== null).length,
    byHand: people.filter(({ place }) => place?.byHand).length,
    arranged: formation ? arrange(formation, people) : null,
  };
}

export type FormationDesk = Awaited<ReturnType<typeof formationDesk>>;

/** The settings that a school begins with, as the fields of the form; what it does usually in words. */
export function usualSettings(school: School): { fields: Record<string, string>; hint: string } {
  const strategy = usualStrategies[school];
  return {
    fields: { strategy: strategy ?? '', cohortFrom: '20', cohortTo: '40', groupFrom: '5', groupTo: '7' },
    hint: strategy
      ? `${schoolNames[school]}平常这样分，也可以换一种。`
      : `${schoolNames[school]}的课各不相同，请选一种。`,
  };
}
