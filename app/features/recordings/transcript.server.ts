import { text } from 'node:stream/consumers';
import { LRUCache } from 'lru-cache';
import { mediaFile, storeOf } from '#app/features/media/files.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Db } from '#db/database.ts';
import { type Cue, readCaptions } from './captions.rules.ts';

/** Captions never change under their id, and everyone who watches a lecture reads the same ones. */
const kept = new LRUCache<string, { vtt: string; cues: Cue[] }>({ max: 200 });

/** Captions as they lie in the store, and what they say; null when there are none or the store is gone. */
export async function captionsOf(
  db: Db,
  { mediaId, env }: { mediaId: string | null; env: StoreEnv },
): Promise<{ vtt: string; cues: Cue[] } | null> {
  if (!mediaId) return null;
  const known = kept.get(mediaId);
  if (known) return known;
  const file = await mediaFile(db, mediaId);
  const vtt = file ? await textOf(env, file.storageKey).catch(() => null) : null;
  if (vtt === null) return null;
  const reading = readCaptions(vtt, Number.MAX_SAFE_INTEGER);
  const captions = { vtt, cues: reading.ok ? reading.cues : [] };
  kept.set(mediaId, captions);
  return captions;
}

async function textOf(env: StoreEnv, storageKey: string): Promise<string> {
  const bytes = await storeOf(env).read(storageKey);
  return text(bytes as unknown as AsyncIterable<Uint8Array>);
}
