import type { MediaFileRow } from '#db/tables/media.ts';
import { downloadName, type MediaPurpose } from './content-types.rules.ts';
import { fileKey } from './ends.rules.ts';
import type { ReceivedFile } from './store.server.ts';

/** What is known about the picture of a video before it is stored. */
export interface VideoFacts {
  durationMs: number;
  width: number;
  height: number;
}

/** A file that lies in the store for good and only needs its row: see `recordFile`. */
export interface PlacedFile {
  id: string;
  row: Omit<MediaFileRow, 'created_by' | 'created_at'>;
}

interface Known {
  purpose: MediaPurpose;
  originalName: string;
  video?: VideoFacts | undefined;
}

/** The row of a file that lies under the key of its id. */
export function rowOf({
  id,
  file,
  contentType,
  purpose,
  originalName,
  video,
}: Known & { id: string; file: ReceivedFile; contentType: string }): PlacedFile['row'] {
  return {
    id,
    purpose,
    storage_key: fileKey(id),
    content_type: contentType,
    bytes: file.bytes,
    sha256: file.sha256,
    original_name: downloadName(originalName, contentType),
    duration_ms: video?.durationMs ?? null,
    width: video?.width ?? null,
    height: video?.height ?? null,
  };
}
