import type { Hls } from 'hls.js/light';
import type { FilmParts } from './film.ts';

interface Mending extends Pick<FilmParts, 'video' | 'onTrouble'> {
  signal: AbortSignal;
  place: () => number;
  /** This browser does not play it. */
  giveUp: () => void;
}

const AGAIN_MS = 4_000;
const MOST_REPAIRS = 3;

/** Says what goes wrong with a stream, and goes on as soon as that is possible. */
export function mendedStream(
  hls: Hls,
  { Events, ErrorTypes }: typeof Hls,
  { video, onTrouble, signal, place, giveUp }: Mending,
): void {
  let repairs = 0;
  // Of what is fetched ahead the failure comes long before anybody sees anything of it.
  let failing: 'away' | 'not-now' | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sayAway = () => {
    const trouble = navigator.onLine ? failing : 'away';
    if (trouble && isStuck()) onTrouble(trouble);
  };
  const isStuck = () => !video.paused && video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;

  function again(): void {
    clearTimeout(timer);
    if (signal.aborted) return;
    if (hls.levels.length === 0 && hls.url) hls.loadSource(hls.url);
    hls.startLoad(place());
  }
  hls.on(Events.ERROR, (_event, { type, fatal, response }) => {
    if (type === ErrorTypes.NETWORK_ERROR) {
      const code = response?.code ?? 0;
      if (code >= 400 && code < 500) {
        if (fatal) onTrouble('ended');
        return;
      }
      failing = code >= 500 ? 'not-now' : 'away';
      sayAway();
      if (!fatal) return;
      clearTimeout(timer);
      timer = setTimeout(again, AGAIN_MS);
      return;
    }
    if (!fatal) return;
    repairs += 1;
    if (type === ErrorTypes.MEDIA_ERROR && repairs <= MOST_REPAIRS) hls.recoverMediaError();
    else giveUp();
  });
  hls.on(Events.FRAG_BUFFERED, () => {
    failing = null;
    onTrouble(null);
  });
  video.addEventListener('waiting', sayAway, { signal });
  window.addEventListener('offline', sayAway, { signal });
  window.addEventListener('online', () => isStuck() && again(), { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
}
