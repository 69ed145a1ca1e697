import { mediaAddresses } from '#app/features/media/files.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { type EditedRecording, recordingAtDesk } from './desk.server.ts';

export interface Asked {
  actor: Actor;
  recordingId: string;
  now: Date;
}

/** A film with its captions, at addresses for whoever looks. */
export interface FilmShown {
  video: string;
  captions: string | null;
}

/** A recording with its film, for whoever writes something to it. */
export interface FilmDesk {
  recording: EditedRecording;
  film: FilmShown;
}

/** Null when it is not there or belongs to others. */
export async function filmDeskOf(db: Db, asked: Asked): Promise<FilmDesk | null> {
  const recording = await recordingAtDesk(db, asked.actor, asked.recordingId);
  if (!recording) return null;
  return { recording, film: await filmShown(db, { ...asked, ...recording }) };
}

/** The addresses of a film and its captions, for this person alone. */
export async function filmShown(
  db: Db,
  {
    videoMediaId,
    captionsMediaId,
    actor,
    now,
  }: { videoMediaId: string; captionsMediaId: string | null } & Pick<Asked, 'actor' | 'now'>,
): Promise<FilmShown> {
  const [video = '', captions = null] = await mediaAddresses(
    db,
    captionsMediaId ? [videoMediaId, captionsMediaId] : [videoMediaId],
    { now, forPerson: actor.personId },
  );
  return { video, captions };
}
