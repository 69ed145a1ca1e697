import { Aim, type Film, type FilmParts, type Quality } from './film.ts';
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
  if (!stream) return ownFilm(parts, false);
  const isApple = navigator.vendor.startsWith('Apple') && video.canPlayType(HLS) !== '';
  if (!isApple && 'MediaSource' in window && MediaSource.isTypeSupported(COMMON))
    return new StreamedFilm(parts, () => ownFilm(parts, false));
  return ownFilm(parts, isApple || !film);
}

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;

type FilmTrouble = 'away' | 'not-now' | 'ended' | 'broken';

/**
 * What an error of the browser means for whoever watches. A browser says the same of a film that it cannot play, of an address that
 * has ended and of a server that is away for a while: the address itself is asked which it is.
 */
async function troubleOf(code: number | undefined, address: string): Promise<FilmTrouble> {
  if (code === MediaError.MEDIA_ERR_DECODE) return 'broken';
  if (!navigator.onLine) return 'away';
  const answer = await fetch(address, { headers: { range: 'bytes=0-0' } }).catch(() => null);
  await answer?.body?.cancel();
  if (!answer) return 'away';
  if (answer.status >= 500) return 'not-now';
  if (answer.ok) return code === MediaError.MEDIA_ERR_NETWORK ? 'away' : 'broken';
  return 'ended';
}

/** To a moment of the film: at once, or as soon as anything is known of it. */
function goOnceThere(aim: Aim, seconds: number, signal: AbortSignal): void {
  const { video } = aim;
  if (video.readyState >= HTMLMediaElement.HAVE_METADATA) {
    video.currentTime = seconds;
    return;
  }
  aim.set(seconds);
  const go = () => {
    if (Math.abs(video.currentTime - aim.place) > 1) video.currentTime = aim.place;
  };
  video.addEventListener('loadedmetadata', go, { once: true, signal });
}

/** A browser that knows it is away says when it is back; one that only lost the server has to try, more and more seldom. */
function onceBack(load: () => void, { tries, signal }: { tries: number; signal: AbortSignal }) {
  if (navigator.onLine) return setTimeout(load, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries));
  window.addEventListener('online', load, { once: true, signal });
  return undefined;
}

/** A film whose address the browser itself plays. */
function ownFilm(parts: FilmParts, asStream: boolean): Film {
  const { video, sources, onTrouble } = parts;
  const aim = new Aim(video);
  const ending = new AbortController();
  let [quality, listening] = [parts.quality, false];
  let [tries, isWanted, isDoubted] = [0, false, false];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const address = () => {
    if (!asStream) return sources.film ?? '';
    const rung = sources.rungs.find(({ name }) => name === quality);
    return (listening && sources.sound) || rung?.address || sources.stream || '';
  };
  function load(): void {
    clearTimeout(timer);
    const [at, isPlaying] = [aim.place, isWanted || !video.paused];
    const from = address();
    if (from) video.src = from;
    else onTrouble('broken');
    goTo(at);
    if (isPlaying) void video.play().catch(() => undefined);
  }
  const goTo = (seconds: number) => goOnceThere(aim, seconds, ending.signal);
  async function failed(): Promise<void> {
    const trouble = await troubleOf(video.error?.code, address());
    if (ending.signal.aborted) return;
    // A server that has just come back answers well when it is asked: only a film that fails again is broken.
    if (trouble === 'broken' && !isDoubted) {
      isDoubted = true;
      return load();
    }
    isDoubted = false;
    onTrouble(trouble);
    if (trouble !== 'away' && trouble !== 'not-now') return;
    clearTimeout(timer);
    timer = onceBack(load, { tries: tries++, signal: ending.signal });
  }
  function change(to: { quality?: Quality; listening?: boolean }): void {
    const before = address();
    quality = to.quality ?? quality;
    listening = to.listening ?? listening;
    if (address() !== before) load();
  }

  video.addEventListener('error', () => void failed(), { signal: ending.signal });
  const plays = () => {
    [tries, isWanted, isDoubted] = [0, false, false];
    onTrouble(null);
  };
  video.addEventListener('playing', plays, { signal: ending.signal });
  ending.signal.addEventListener('abort', () => clearTimeout(timer));
  // A film that the page itself has named is on its way already.
  if (video.querySelector('source') || video.error || !video.hasAttribute('src')) load();
  parts.measure(video);
  return {
    place: () => aim.place,
    goTo,
    playWhenThere() {
      if (!video.error) return;
      isWanted = true;
      load();
    },
    isAwaited: () => isWanted,
    pause() {
      isWanted = false;
      video.pause();
    },
    choose: (to) => change({ quality: to }),
    listen(only) {
      if (asStream && sources.sound) change({ listening: only });
      return listening;
    },
    stop: () => ending.abort(),
  };
}
