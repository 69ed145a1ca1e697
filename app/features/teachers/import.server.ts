import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';

/** A teacher with a public profile: engaged, and agreed to being shown. Instants as UTC ISO text. */
export interface EngagedTeacher {
  slug: string;
  personId: string | null;
  name: string;
  headline: string;
  category: string;
  bio: string;
  /** What they teach, in the words that people search by. */
  fields: readonly string[];
  schools: readonly School[];
  engagedAt: string;
}

/** Puts engaged teachers into the library, each with consent to the profile. Returns their ids by slug. */
export async function importTeachers(
  db: Db,
  { teachers, actor, now }: { teachers: readonly EngagedTeacher[]; actor: Actor; now: Date },
): Promise<Map<string, string>> {
  const ids = new Map(teachers.map(({ slug }) => [slug, newId()]));
  if (teachers.length === 0) return ids;
  const idOf = ({ slug }: EngagedTeacher): string => ids.get(slug) ?? '';
  const created_at = now.toISOString();
  await inTransaction(db, async (trx) => {
    const rows = teachers.map((teacher) => ({
      id: idOf(teacher),
      slug: teacher.slug,
      person_id: teacher.personId,
      name: teacher.name,
      headline: teacher.headline,
      category: teacher.category,
      bio: teacher.bio,
      fields: JSON.stringify(teacher.fields),
      created_at,
    }));
    await trx.insertInto('teacher').values(rows).execute();
    const stages = teachers.map((teacher) => ({
      id: newId(),
      teacher_id: idOf(teacher),
      stage: 'engaged',
      at: teacher.engagedAt,
      by_person_id: actor.personId,
      note: '',
    }));
    await trx.insertInto('teacher_stage').values(stages).execute();
    const schools = teachers.flatMap((teacher) =>
      teacher.schools.map((school) => ({ teacher_id: idOf(teacher), school })),
    );
    if (schools.length > 0) await trx.insertInto('teacher_school').values(schools).execute();
    const consents = teachers.map((teacher) => ({
      teacher_id: idOf(teacher),
      consented_at: teacher.engagedAt,
    }));
    await trx.insertInto('teacher_consent').values(consents).execute();
  });
  return ids;
}
