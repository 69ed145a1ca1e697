import { type FiveOne, fiveOnes } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';

/** Whether one of the five ones is there, as the course page says it: without its text. */
export interface FiveOneState {
  item: FiveOne;
  hasText: boolean;
  mediaId: string | null;
  teacher: { id: string; name: string; slug: string } | null;
}

/** All five of a version in order; what is not there has neither text, file nor teacher. One statement. */
export async function fiveOneStates(db: Db, versionId: string | null): Promise<FiveOneState[]> {
  return statesOf(versionId ? (await readyStates(db, { versionId })).rows : []);
}

const readyStates = readyStatement<{ versionId: string }>()((db, place) => stateRows(db, place('versionId')));

/** One of the five as a page shows it: whole, with the name of its file. */
export interface ShownFiveOne {
  item: FiveOne;
  body: string | null;
  mediaId: string | null;
  fileName: string | null;
  teacherId: string | null;
  updatedAt: string;
}

/** All five of a version, and one of them whole; null when it is not there. One statement. */
export async function fiveOneAmongAll(
  db: Db,
  { versionId, item }: { versionId: string; item: FiveOne },
): Promise<{ states: FiveOneState[]; shown: ShownFiveOne | null }> {
  const rows = await stateRows(db, versionId)
    .leftJoin('media_file', 'media_file.id', 'five_one.media_id')
    .select(['five_one.updated_at', 'original_name'])
    .select((eb) => eb.case().when('item', '=', item).then(eb.ref('body')).end().as('shown_body'))
    .execute();
  const row = rows.find((each) => each.item === item);
  const shown = row && {
    item,
    body: row.shown_body,
    mediaId: row.media_id,
    fileName: row.original_name,
    teacherId: row.teacher_id,
    updatedAt: row.updated_at,
  };
  return { states: statesOf(rows), shown: shown ?? null };
}

interface StateRow {
  item: string;
  media_id: string | null;
  teacher_id: string | null;
  name: string | null;
  slug: string | null;
  has_text: unknown;
}

function statesOf(rows: readonly StateRow[]): FiveOneState[] {
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
    .where('course_version_id', '=', versionId);
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
