import { readTime } from '../cues.rules.ts';

const AROUND_MS = 3_000;

/** Where the film stands, as it is written in the fields: to the tenth of a second. */
export function positionMs(video: HTMLVideoElement): number {
  return Math.round(video.currentTime * 10) * 100;
}

/** The time that is written in a field; null where there is none. */
export function writtenIn(field: string): number | null {
  const input = document.getElementById(field);
  return input instanceof HTMLInputElement ? readTime(input.value) : null;
}

/** Writes into a field of the form, as if somebody had typed it. */
export function writeInto(field: string, words: string): void {
  const input = document.getElementById(field);
  if (!(input instanceof HTMLInputElement)) return;
  input.value = words;
  input.focus({ preventScroll: true });
}

/**
 * Plays from three seconds before a cut to three seconds behind it, without what is cut out. Ends when somebody moves the film
 * elsewhere. Returns what ends it.
 */
export function playOver(
  video: HTMLVideoElement,
  { fromMs, toMs, ended }: { fromMs: number; toMs: number; ended: () => void },
): () => void {
  const lastMs = Math.min(toMs + AROUND_MS, video.duration * 1000);
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    video.removeEventListener('pause', stop);
    ended();
  };
  const look = () => {
    const atMs = video.currentTime * 1000;
    if (!video.seeking && atMs >= fromMs && atMs < toMs - 50) {
      if (toMs >= video.duration * 1000 - 50) return video.pause();
      video.currentTime = toMs / 1000;
    }
    if (atMs >= lastMs || video.ended) return video.pause();
    frame = requestAnimationFrame(look);
  };
  video.currentTime = Math.max(0, fromMs > 0 ? fromMs - AROUND_MS : toMs) / 1000;
  void video.play().then(
    () => {
      video.addEventListener('pause', stop);
      look();
    },
    () => ended(),
  );
  return () => video.pause();
}
