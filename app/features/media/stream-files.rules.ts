/** Which files a stream has (HLS with fragmented MP4, RFC 8216): playlists and pieces, at most one folder deep. */

/** The playlist that names all others. */
export const MASTER = 'master.m3u8';

const NAME = /^(?:(?<folder>[a-z0-9]{1,16})\/)?[a-z0-9][a-z0-9_-]{0,63}\.(?<ending>m3u8|mp4|m4s)$/;

/** The Content-Type of a stream's file; null for a name that no stream has: other kinds, other folders, tricks with dots. */
export function streamFileType(name: string): string | null {
  const { folder, ending } = NAME.exec(name)?.groups ?? {};
  if (!ending) return null;
  if (ending === 'm3u8') return 'application/vnd.apple.mpegurl';
  const kind = folder === SOUND_FOLDER ? 'audio' : 'video';
  return ending === 'mp4' ? `${kind}/mp4` : `${kind}/iso.segment`;
}

/** The folder of the variant without pictures. */
const SOUND_FOLDER = 'sound';

/** The playlist of one variant: of a height (`720p`) or of the sound alone. */
export function variantPlaylist(name: string): string {
  return `${name}/index.m3u8`;
}

export const SOUND = variantPlaylist(SOUND_FOLDER);

/** A grant as it stands in an address; null when it is no such thing. */
export function grantFrom(text: string): { expires: number; signature: string } | null {
  const [, expires, signature] = /^(\d{1,12})\.([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
  return expires && signature ? { expires: Number(expires), signature } : null;
}
