import { type FiveOne, fiveOnes } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** Whether one of the five ones is there, as the course page says it: without its text. */
export interface FiveOneState {
  item: FiveOne;
  hasText: boolean;
  mediaId: string | null;
  teacher: { id: string; name: string; slug: string } | null;
}

/** All five of a version in order; what is not there has neither text, file nor teacher. One statement. */
export async function fiveOneStates(db: Db, versionId: string | null): Promise<FiveOneState[]> {
  const rows = versionId ? await stateRows(db, versionId) : [];
  return fiveOnes.map((item) => {
    const row = rows.find((each) => each.item === item);
    const { teacher_id: id, name, slug } = row ?? { teacher_id: null, name: null, slug: null };
    return {
      item,
      hasText: Number(row?.has_text ?? 0) === 1,
      mediaId: row?.media_id ?? null,
      teacher: id && name && slug ? { id, name, slug } : null,
    };
  });
}

/** Whether one of the five ones is there at all. */
export function isThere({ hasText, mediaId, teacher }: FiveOneState): boolean {
  return hasText || mediaId !== null || teacher !== null;
}

function stateRows(db: Db, versionId: string) {
  return db
    .selectFrom('five_one')
    .leftJoin('teacher', 'teacher.id', 'five_one.teacher_id')
    .select(['item', 'media_id', 'teacher_id', 'teacher.name', 'teacher.slug'])
    .select(({ eb, and }) => and([eb('body', 'is not', null), eb('body', '!=', '')]).as('has_text'))
    .where('course_version_id', '=', versionId)
    .execute();
}

/**
 * Which of the five ones a version still lacks for opening a section; what has a recorded exemption is not missing.
 * Source: "五个一" of the college's teaching rules.
 */
export async function missingForOpening(db: Db, versionId: string): Promise<FiveOne[]> {
  const there = (await fiveOneStates(db, versionId)).filter(isThere);
  const exempt = await db
    .selectFrom('opening_exemption')
    .select('item')
    .where('course_version_id', '=', versionId)
    .execute();
  const settled = new Set([...there, ...exempt].map(({ item }) => item));
  return fiveOnes.filter((item) => !settled.has(item));
}
