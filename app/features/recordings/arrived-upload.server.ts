import { arrivedFile } from '#app/features/media/arrived-file.server.ts';
import { discard, type StoreEnv } from '#app/features/media/store.server.ts';
import { arrivedBytes } from '#app/features/media/upload-bytes.server.ts';
import { forgetUpload, ownUpload, releaseUpload, type Upload } from '#app/features/media/uploads.server.ts';
import { isId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import {
  type Added,
  AlreadyTaken,
  addRecording,
  type NewRecording,
  type UploadProblem,
} from './upload.server.ts';
import { arrivalWords, refusalWords } from './upload-words.ts';

export interface ArrivedRecording extends Omit<NewRecording, 'video'> {
  uploadId: string;
  /** As the sender computed it (`arrivedFile`); empty where the browser could not. */
  checksum: string;
}

/** What is being looked through in this process. Whoever asks again, having lost the connection, gets the same answer. */
const underWay = new Map<string, Promise<Added>>();

/**
 * Makes a draft recording of a video that came piece by piece. To ask again is harmless: an upload becomes one recording. When
 * the video itself is at fault its bytes go; when something else is, they stay and the form can be mended.
 */
export function addArrived(db: Db, recording: ArrivedRecording): Promise<Added> {
  const key = `${recording.actor.personId} ${recording.uploadId}`;
  const known = underWay.get(key);
  if (known) return known;
  const adding = add(db, recording).finally(() => underWay.delete(key));
  underWay.set(key, adding);
  return adding;
}

async function add(db: Db, { uploadId, checksum, ...recording }: ArrivedRecording): Promise<Added> {
  const { actor, env, now } = recording;
  const own = { uploadId, personId: actor.personId ?? '', now };
  const upload = isId(uploadId) ? await ownUpload(db, own) : null;
  if (!upload) return refused('gone');
  if (upload.takenAs) return { ok: true, recordingId: upload.takenAs };
  const arrived = await arrivedFile(env, upload);
  if (!arrived.ok) {
    const taken = await takenElsewhere(db, own);
    if (taken) return taken;
    return arrived.reason === 'incomplete'
      ? refused('incomplete')
      : { ok: false, problems: [{ field: 'video', words: refusalWords(arrived.reason) }] };
  }
  try {
    if (checksum && checksum !== arrived.checksum) {
      await forgetUpload(db, { uploadId, env, now });
      return refused('changed');
    }
    const video = { file: arrived.file, name: upload.name, uploadId };
    const added = await addRecording(db, { ...recording, video });
    // The recording is there; what is left of the upload goes with the rounds if it cannot go now.
    if (added.ok) await releaseUpload(db, { uploadId, env, now }).catch(() => undefined);
    else {
      const taken = await takenElsewhere(db, own);
      if (taken) return taken;
      if (await isAtFault(env, upload, added.problems)) await forgetUpload(db, { uploadId, env, now });
    }
    return added;
  } catch (error) {
    const taken = error instanceof AlreadyTaken ? await takenElsewhere(db, own) : null;
    if (taken) return taken;
    throw error;
  } finally {
    if (arrived.copied) await discard(arrived.file);
  }
}

/** What another process may have made of it since, letting go of the bytes while they were read here. */
async function takenElsewhere(db: Db, own: Parameters<typeof ownUpload>[1]): Promise<Added | null> {
  const upload = await ownUpload(db, own);
  return upload?.takenAs ? { ok: true, recordingId: upload.takenAs } : null;
}

/** Whether the video can go: it is not what was wanted, or the store that failed has lost it. */
async function isAtFault(
  env: StoreEnv,
  { id, bytes }: Upload,
  problems: readonly UploadProblem[],
): Promise<boolean> {
  const problem = problems.find(({ field }) => field === 'video');
  if (!problem?.passing) return problem !== undefined;
  const left = await arrivedBytes(env, id).catch(() => bytes);
  return left < bytes;
}

function refused(why: keyof typeof arrivalWords): Added {
  return { ok: false, problems: [{ field: 'video', words: arrivalWords[why] }] };
}
