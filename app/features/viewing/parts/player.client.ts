import type { Counting, Figures } from './counting.ts';
import { filmOf } from './film.client.ts';
import type { Film, FilmParts, Quality } from './film.ts';
import { FirstView } from './first-view.ts';
import { keeperIn } from './kept-watching.ts';
import { pressKey } from './player-actions.client.ts';
import { type Post, WatchReporter } from './watch-reporter.ts';
import { watchingOf } from './watching.client.ts';

export const FASTEST = 1.5;
const SLOWEST = 0.5;
const HEARTBEAT_MS = 10_000;
/** Waiting so long for the next piece is worth a word. */
const SLOW_MS = 6_000;
/** Two devices a few seconds apart are at the same place. */
const SAME_PLACE_SECONDS = 5;

export interface PlayerParts extends FilmParts {
  /** Video and toolbar: inside it the keys work. */
  region: HTMLElement;
  keepQuality: (quality: Quality) => void;
  /** Whether captions are to be shown, as somebody has chosen before; null: as the page has it. */
  captions: boolean | null;
  keepCaptions: (shown: boolean) => void;
  /** Where reports go: …/viewing. */
  address: string;
  resumeSeconds: number;
  /** Somebody came for this moment: it goes before where they were. */
  isAimed: boolean;
  /** The first time, nothing is skipped. */
  inOrder: boolean;
  durationSeconds: number;
  known: Figures;
  /** A jump ahead ended here instead, at the furthest moment reached; null when the next one did not. */
  onHeldBack: (seconds: number | null) => void;
  onCounting: (counting: Counting) => void;
  onTime: (seconds: number) => void;
  onPlaying: (isPlaying: boolean) => void;
  onRate: (rate: number) => void;
  onCaptions: (shown: boolean) => void;
  onQuality: (quality: Quality) => void;
  /** Only the sound is fetched, or pictures too. */
  onListening: (only: boolean) => void;
}

/** What the page's buttons can ask of the player. */
export interface Player {
  toggle(): void;
  seek(seconds: number): void;
  skip(seconds: number): void;
  setRate(rate: number): void;
  setQuality(quality: Quality): void;
  /** Without its picture, or with it again. */
  listen(only: boolean): void;
  toggleCaptions(): void;
  /** Takes the lease here and goes on, from where the other device has come to. */
  goOnHere(): void;
  /** Answers the open question and goes on. */
  answer(): void;
  stop(): void;
}

/** Wires the film and the browser's video element: resume, keys, speed limit, and telling the server what was watched. */
export function startPlayer(parts: PlayerParts): Player {
  const { video, region, address } = parts;
  const film = filmOf(parts);
  const reporter = new WatchReporter(address, postJson, heard, parts.known);
  const keeper = keeperIn(() => window.localStorage, address);
  const firstView = new FirstView(parts.inOrder, () => reporter.counting);
  const watching = watchingOf(parts, { film, reporter, keeper, firstView });
  const ending = new AbortController();
  const on = (target: EventTarget, names: string, act: (event: Event) => void) => {
    // On the way down: the browser's own controls listen to keys too, and each press must count once.
    for (const name of names.split(' '))
      target.addEventListener(name, act, { signal: ending.signal, capture: true });
  };
  const sayWhetherPlaying = () => parts.onPlaying(film.isAwaited() || (!video.paused && !video.ended));
  const player = makePlayer(parts, {
    ...{ film, reporter, firstView, sayWhetherPlaying, stop },
    held: watching.held,
  });

  function heard(counting: Counting): void {
    if (counting.asking || (counting.state !== 'counting' && counting.state !== 'idle')) video.pause();
    if (counting.state === 'gone') keeper.forget();
    parts.onCounting(counting);
  }
  function stop(): void {
    watching.leave();
    ending.abort();
    film.stop();
    clearInterval(heartbeat);
  }

  on(video, 'play', () => void watching.begin());
  on(video, 'playing seeked', () => video.paused || watching.note());
  on(video, 'timeupdate', () => (video.paused ? parts.onTime(film.place()) : watching.note()));
  on(video, 'seeking', watching.seeking);
  on(video, 'waiting emptied', () => reporter.tracker.break());
  on(video, 'play pause playing emptied ended', sayWhetherPlaying);
  sayWhenSlow(video, parts, ending.signal);
  on(video, 'pause ended', watching.pause);
  on(video, 'ratechange', () => limitRate(video, parts.onRate));
  on(window, 'pagehide', watching.leave);
  on(document, 'visibilitychange', () => document.visibilityState === 'hidden' && watching.leave());
  on(window, 'online', watching.beat);
  on(region, 'keydown keyup', (event) => pressKey(event as KeyboardEvent, video, player));
  on(video.textTracks, 'change', () => parts.onCaptions(captionsShown(video)));
  const heartbeat = setInterval(watching.beat, HEARTBEAT_MS);

  if (parts.captions !== null) showCaptions(video, parts.captions);
  parts.onCaptions(captionsShown(video));
  if (!video.paused) void watching.begin();
  return player;
}

interface Wiring {
  film: Film;
  reporter: WatchReporter;
  firstView: FirstView;
  held: (seconds: number) => number;
  sayWhetherPlaying: () => void;
  stop: () => void;
}

function makePlayer(parts: PlayerParts, wiring: Wiring): Player {
  const { video, durationSeconds } = parts;
  const { film, reporter, firstView, held, sayWhetherPlaying, stop } = wiring;
  const play = () =>
    video.play().catch(() => {
      film.playWhenThere();
      sayWhetherPlaying();
    });
  const goTo = (seconds: number) => film.goTo(held(Math.min(durationSeconds, Math.max(0, seconds))));
  return {
    toggle() {
      if (video.paused && !film.isAwaited()) return void play();
      film.pause();
      sayWhetherPlaying();
    },
    seek(seconds) {
      goTo(seconds);
      void play();
    },
    skip: (seconds) => goTo(film.place() + seconds),
    setRate(rate) {
      video.playbackRate = rate;
    },
    setQuality(quality) {
      parts.keepQuality(quality);
      film.choose(quality);
      parts.onQuality(quality);
    },
    listen(only) {
      parts.onListening(film.listen(only));
    },
    toggleCaptions() {
      const shown = !captionsShown(video);
      parts.keepCaptions(shown);
      showCaptions(video, shown);
    },
    goOnHere() {
      void reporter.hold().then((held) => {
        if (!held) return;
        const there = firstView.allowed(reporter.grantedAtSeconds);
        if (there > film.place() + SAME_PLACE_SECONDS) film.goTo(there);
        void play();
      });
    },
    answer() {
      void reporter.answer().then((goesOn) => (goesOn ? play() : undefined));
    },
    stop,
  };
}

/** Written over by the page or by somebody's tool: faster would not be counted anyway. */
function limitRate(video: HTMLVideoElement, onRate: (rate: number) => void): void {
  const allowed = Math.min(FASTEST, Math.max(SLOWEST, video.playbackRate));
  // Another variant of the film begins at the default.
  video.defaultPlaybackRate = allowed;
  if (allowed !== video.playbackRate) video.playbackRate = allowed;
  else onRate(allowed);
}

/** A network that cannot keep up is no failure, but there is something that helps. */
function sayWhenSlow(video: HTMLVideoElement, { onTrouble }: PlayerParts, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = () => clearTimeout(timer);
  const wait = () => {
    over();
    timer = setTimeout(() => !video.paused && onTrouble('slow'), SLOW_MS);
  };
  const goOn = () => {
    over();
    onTrouble(null);
  };
  video.addEventListener('waiting', wait, { signal });
  video.addEventListener('playing', goOn, { signal });
  for (const name of ['pause', 'emptied']) video.addEventListener(name, over, { signal });
  signal.addEventListener('abort', over);
}

function showCaptions(video: HTMLVideoElement, shown: boolean): void {
  for (const track of video.textTracks) track.mode = shown ? 'showing' : 'hidden';
}

function captionsShown(video: HTMLVideoElement): boolean {
  return [...video.textTracks].some(({ mode }) => mode === 'showing');
}

/** Sends even while the page is being left. The answer of a proxy that is no JSON counts by its status alone. */
const postJson: Post = async (address, body) => {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    keepalive: true,
  });
  return { status: answer.status, body: await answer.json().catch(() => null) };
};
