import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { streamFolder } from './ends.rules.ts';
import { bandwidthOf, pictureCodec, piecesOf, SOUND_CODEC, type Variant } from './playlists.rules.ts';
import { type StoreEnv, storeOf, waitingPath } from './store.server.ts';

/** Where a file of a stream lies in the store. */
function streamKey(streamId: string, ...names: string[]): string {
  return streamFolder(streamId) + names.join('/');
}

/** Puts a folder of pieces into the store, the list of them last: what has a list is whole. */
export async function keepPieces(
  env: StoreEnv,
  { streamId, name, folder }: { streamId: string; name: string; folder: string },
): Promise<void> {
  const files = await readdir(folder);
  const listLast = files.toSorted((a, b) => Number(a.endsWith('.m3u8')) - Number(b.endsWith('.m3u8')));
  for (const file of listLast) await storeOf(env).keep(join(folder, file), streamKey(streamId, name, file));
}

/** Puts the list of a stream's sizes beside them. */
export async function keepMaster(
  env: StoreEnv,
  { streamId, path }: { streamId: string; path: string },
): Promise<void> {
  await storeOf(env).keep(path, streamKey(streamId, 'master.m3u8'));
}

/** What a folder of pieces asks of network and decoder. `picture` null: the sound alone. */
export async function weighPieces(
  folder: string,
  { name, picture, hasSound }: { name: string; picture: Variant['picture']; hasSound: boolean },
): Promise<Variant> {
  const pieces = piecesOf(await readFile(join(folder, 'index.m3u8'), 'utf8'));
  const weighed = await Promise.all(
    pieces.map(async ({ file, seconds }) => ({ seconds, bytes: (await stat(join(folder, file))).size })),
  );
  const codec = picture ? pictureCodec(await readFile(join(folder, 'init.mp4'))) : null;
  if (weighed.length === 0 || (picture && !codec)) throw new Error(`no pieces of ${name}`);
  const codecs = [...(codec ? [codec] : []), ...(hasSound ? [SOUND_CODEC] : [])].join(',');
  return { name, ...bandwidthOf(weighed), codecs, picture };
}

const WORK_FOLDER = /^film-[0-9a-f-]{36}-/;
const ABANDONED_MS = 48 * 3600_000;

/** An empty folder for the making of a stream, beside the store. What a killed process left of the same stream goes. */
export async function workFolder(
  env: StoreEnv,
  { streamId, claim }: { streamId: string; claim: string },
): Promise<string> {
  const room = dirname(await waitingPath(env));
  for (const name of await readdir(room))
    if (name.startsWith(`film-${streamId}-`)) await rm(join(room, name), { recursive: true, force: true });
  const folder = join(room, `film-${streamId}-${claim}`);
  await mkdir(folder);
  return folder;
}

/** Removes work folders that nobody has touched for two days. */
export async function sweepWorkFolders(env: StoreEnv, now: Date): Promise<void> {
  const room = dirname(await waitingPath(env));
  for (const name of await readdir(room)) {
    if (!WORK_FOLDER.test(name)) continue;
    const found = await stat(join(room, name)).catch(() => undefined);
    if (found && now.getTime() - found.mtimeMs >= ABANDONED_MS)
      await rm(join(room, name), { recursive: true, force: true });
  }
}
