import { namePinyin } from '#app/features/identity/names.rules.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';

export interface NewTeacher {
  actor: Actor;
  name: string;
  /** The account of the same person, where there is one. */
  personId: string | null;
  headline: string;
  category: string;
  bio: string;
  /** What they teach, in the words that people search by. */
  fields: readonly string[];
  schools: readonly School[];
  now: Date;
}

const MOST_NAMESAKES = 50;

/** Takes an application into the library; the address is the name in pinyin. Refused when the person is a teacher already. */
export async function createTeacher(
  db: Db,
  teacher: NewTeacher,
): Promise<{ ok: true; teacherId: string; slug: string } | { ok: false; reason: 'already' }> {
  const base = namePinyin(teacher.name).split(' ')[0]?.slice(0, 50) || 'teacher';
  for (let turn = 1; turn <= MOST_NAMESAKES; turn++) {
    const slug = turn === 1 ? base : `${base}-${turn}`;
    try {
      const teacherId = await inTransaction(db, (trx) => insertTeacher(trx, slug, teacher));
      return { ok: true, teacherId, slug };
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      if (await isTeacher(db, teacher.personId)) return { ok: false, reason: 'already' };
    }
  }
  throw new Error(`More than ${MOST_NAMESAKES} teachers have the address ${base}.`);
}

async function insertTeacher(trx: Trx, slug: string, teacher: NewTeacher): Promise<string> {
  const { actor, now, name, headline, category, bio } = teacher;
  const id = newId();
  const at = now.toISOString();
  await trx
    .insertInto('teacher')
    .values({
      id,
      slug,
      person_id: teacher.personId,
      name,
      headline,
      category,
      bio,
      fields: JSON.stringify(teacher.fields),
      created_at: at,
    })
    .execute();
  await trx
    .insertInto('teacher_stage')
    .values({ id: newId(), teacher_id: id, stage: 'applied', at, by_person_id: actor.personId, note: '' })
    .execute();
  const schools = teacher.schools.map((school) => ({ teacher_id: id, school }));
  if (schools.length > 0) await trx.insertInto('teacher_school').values(schools).execute();
  await writeJournal(trx, {
    actor,
    action: 'teacher.applied',
    subjectType: 'teacher',
    subjectId: id,
    concerns: teacher.personId,
    detail: { slug },
    now,
  });
  return id;
}

async function isTeacher(db: Db, personId: string | null): Promise<boolean> {
  if (!personId) return false;
  return (
    (await db.selectFrom('teacher').select('id').where('person_id', '=', personId).executeTakeFirst()) !==
    undefined
  );
}
