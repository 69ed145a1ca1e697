import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';

const AT = '2026-09-01T00:00:00.000Z';

/** A stored file of this purpose, without bytes behind it. */
export async function aMediaFile(
  db: Db,
  purpose: 'video' | 'slide',
  durationMs: number | null = null,
): Promise<string> {
  const id = newId();
  await db
    .insertInto('media_file')
    .values({
      id,
      purpose,
      storage_key: `00/${id}`,
      content_type: purpose === 'video' ? 'video/mp4' : 'image/png',
      bytes: 1,
      sha256: id,
      original_name: purpose === 'video' ? 'a.mp4' : 'a.png',
      duration_ms: durationMs,
      width: 1280,
      height: 720,
      created_by: null,
      created_at: AT,
    })
    .execute();
  return id;
}
