import type { Film, FilmParts } from './film.ts';
import { OwnFilm } from './own-film.client.ts';
import { StreamedFilm } from './streamed-film.client.ts';

const HLS = 'application/vnd.apple.mpegurl';
const COMMON = 'video/mp4; codecs="avc1.42E01E,mp4a.40.2"';

/**
 * The lecture's film by the best way that this browser knows: a stream by its own means on Apple's devices, a stream by the
 * library elsewhere, and one whole file where there is no stream or neither is possible.
 */
export function filmOf(parts: FilmParts): Film {
  const { video, sources } = parts;
  const { stream, film } = sources;
  if (!stream) return new OwnFilm(parts, false);
  const isApple = navigator.vendor.startsWith('Apple') && video.canPlayType(HLS) !== '';
  if (!isApple && 'MediaSource' in window && MediaSource.isTypeSupported(COMMON))
    return new StreamedFilm(parts, () => new OwnFilm(parts, false));
  return new OwnFilm(parts, isApple || !film);
}
