import { writeJournal } from '#app/features/journal/journal.server.ts';
import { type PlacedFile, recordFile } from '#app/features/media/files.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { FiveOne, School } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type FiveOneOutcome, writeFiveOne } from './five-ones.server.ts';
import { type CourseVersion, draftVersion } from './versions.server.ts';

/** The version on the desk: the draft, or the newest published one, of which the first change makes a draft. */
export interface VersionOnDesk {
  id: string;
  number: number;
  isDraft: boolean;
  /** The number of the version that the public sees; null before the first. */
  publishedNumber: number | null;
}

/** The version that an editor opens, of the versions of a course with the newest first; null without any. */
export function versionOnDesk(versions: readonly CourseVersion[]): VersionOnDesk | null {
  const [newest] = versions;
  if (!newest) return null;
  return {
    id: newest.id,
    number: newest.number,
    isDraft: newest.publishedAt === null,
    publishedNumber: versions.find(({ publishedAt }) => publishedAt !== null)?.number ?? null,
  };
}

/** Whether a right of the academy, not of teaching, lets somebody edit courses of a school. */
export function mayEditSchool(actor: Actor, school: School): boolean {
  return actor.roles.some(
    (held) =>
      (held.role === 'registrar' || held.role === 'academy-admin') &&
      (held.school === null || held.school === school),
  );
}

export interface ItemChange {
  actor: Actor;
  courseId: string;
  item: FiveOne;
  body?: string;
  teacherId?: string;
  /** A file that lies in the store already; null takes away the one there is. */
  file?: PlacedFile | null;
  /** `updatedAt` of what the writer saw, null when it was not there yet. */
  seenAt: string | null;
  now: Date;
}

/**
 * Changes one of the five ones of a course in its draft, which is made when there is none. Who wrote in between is not
 * overwritten: the outcome is then `changed`, and neither draft, text nor file row has been written.
 */
export async function changeItem(db: Db, change: ItemChange): Promise<FiveOneOutcome> {
  try {
    await inTransaction(db, (trx) => writeChange(trx, change));
    return { ok: true };
  } catch (error) {
    if (error instanceof NotWritten) return error.outcome;
    throw error;
  }
}

/** Takes everything of the transaction back. */
class NotWritten extends Error {
  constructor(readonly outcome: FiveOneOutcome) {
    super('not written');
  }
}

async function writeChange(
  trx: Trx,
  { actor, courseId, item, body, teacherId, file, seenAt, now }: ItemChange,
): Promise<void> {
  const versionId = await draftVersion(trx, { actor, courseId, now });
  if (file) await recordFile(trx, { placed: file, actor, now });
  const mediaId = file === undefined ? undefined : (file?.id ?? null);
  const outcome = await writeFiveOne(trx, { actor, versionId, item, body, teacherId, mediaId, seenAt, now });
  if (!outcome.ok) throw new NotWritten(outcome);
  await writeJournal(trx, {
    actor,
    action: 'course.edited',
    subjectType: 'course-version',
    subjectId: versionId,
    detail: {
      item,
      what:
        body !== undefined ? 'text' : teacherId !== undefined ? 'teacher' : file ? 'file' : 'file-removed',
    },
    now,
  });
}
