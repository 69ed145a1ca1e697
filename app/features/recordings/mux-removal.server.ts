import Mux from '@mux/mux-node';
import type { SentAs } from './video-provider.ts';

/**
 * Removes what was sent under an upload: its asset, also one whose name nobody here has heard, and the upload itself while it is open.
 * True once Mux says that nothing is there.
 */
export async function removeSent({ video }: Mux, { uploadId, assetId }: SentAs): Promise<boolean> {
  const upload = uploadId ? await found(video.uploads.retrieve(uploadId)) : null;
  if (uploadId && upload?.status === 'waiting') {
    // A last piece may be on its way: what came of it is looked at next time.
    await video.uploads.cancel(uploadId);
    return false;
  }
  for (const id of new Set([assetId, upload?.asset_id])) {
    if (!id) continue;
    await found(video.assets.delete(id));
    if (await found(video.assets.retrieve(id))) return false;
  }
  return true;
}

async function found<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof Mux.NotFoundError) return null;
    throw error;
  }
}
