import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { findProgram } from '#tests/support/programs.ts';

const run = promisify(execFile);
const SIZES = [
  { name: '720p', height: 720, bandwidth: 800_000 },
  { name: '360p', height: 360, bandwidth: 300_000 },
];

/**
 * Gives a recording a stream of its own film in two sizes and as sound. The pieces of both sizes are copies of the film, which
 * is made in no time; which of them a player asks for says what it has chosen.
 */
export async function giveStream(
  db: Db,
  { recordingId, mediaFolder }: { recordingId: string; mediaFolder: string },
): Promise<string> {
  const { storage_key } = await db
    .selectFrom('recording')
    .innerJoin('media_file', 'media_file.id', 'video_media_id')
    .select('storage_key')
    .where('recording.id', '=', recordingId)
    .executeTakeFirstOrThrow();
  const streamId = newId();
  const folder = join(mediaFolder, 'streams', streamId);
  const film = join(mediaFolder, storage_key);
  for (const { name } of SIZES) await cut(film, join(folder, name), []);
  await cut(film, join(folder, 'sound'), ['-vn']);
  await writeFile(join(folder, 'master.m3u8'), masterPlaylist());
  await db
    .insertInto('recording_stream')
    .values({
      recording_id: recordingId,
      stream_id: streamId,
      rungs: JSON.stringify(SIZES),
      has_sound: 1,
      made_at: new Date().toISOString(),
    })
    .execute();
  return streamId;
}

async function cut(film: string, folder: string, more: string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pieces = ['-f', 'hls', '-hls_time', '4', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'];
  const names = ['-hls_segment_filename', join(folder, '%05d.m4s'), '-hls_fmp4_init_filename', 'init.mp4'];
  const to = join(folder, 'index.m3u8');
  await run(findProgram('ffmpeg') ?? 'ffmpeg', [
    ...['-v', 'error', '-i', film, ...more, '-c', 'copy'],
    ...pieces,
    ...names,
    to,
  ]);
}

function masterPlaylist(): string {
  const codecs = 'CODECS="avc1.64001f,mp4a.40.2"';
  const sizes = SIZES.map(
    ({ name, height, bandwidth }) =>
      `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},RESOLUTION=${(height * 16) / 9}x${height},${codecs}\n${name}/index.m3u8\n`,
  );
  return `#EXTM3U\n#EXT-X-VERSION:7\n${sizes.join('')}#EXT-X-STREAM-INF:BANDWIDTH=70000,CODECS="mp4a.40.2"\nsound/index.m3u8\n`;
}
