import type { Db } from '#db/database.ts';
import { checkAddress, grantsFor, type SignedPath } from './addresses.server.ts';
import { MASTER } from './stream-files.rules.ts';

interface Signing {
  /** The file of the stream that is asked for first. */
  file?: string;
  now: Date;
  /** Nobody else may fetch it. */
  forPerson: string;
}

/**
 * The signed path of a file of a stream: `/media/streams/:streamId/<expires>.<signature>/<file>`, for one person and some
 * hours. The grant is for the whole stream: playlists name their files by relative paths, so whoever may read the first may
 * read what it names.
 */
export async function streamAddress(
  db: Db,
  streamId: string,
  { file = MASTER, now, forPerson }: Signing,
): Promise<string> {
  const [grant] = await grantsFor(db, [subjectOf(streamId)], { now, forPerson });
  return `/media/streams/${streamId}/${grant?.expires}.${grant?.signature}/${file}`;
}

export type StreamGrant = Omit<SignedPath, 'subject' | 'personId'>;

/** Whether a grant opens a stream now to whoever asks. */
export async function opensStream(
  db: Db,
  { streamId, grant, personId }: { streamId: string; grant: StreamGrant; personId: string | null },
  now: Date,
): Promise<boolean> {
  return (await checkAddress(db, { ...grant, subject: subjectOf(streamId), personId }, now)) === 'person';
}

function subjectOf(streamId: string): string {
  return `streams/${streamId}`;
}
