import type { Counting, Figures } from './counting.ts';
import { FirstView } from './first-view.ts';
import { keeperIn } from './kept-watching.ts';
import { pressKey } from './player-actions.client.ts';
import { type Post, WatchReporter } from './watch-reporter.ts';
import { watchingOf } from './watching.client.ts';

export const FASTEST = 1.5;
const SLOWEST = 0.5;
const HEARTBEAT_MS = 10_000;
/** Two devices a few seconds apart are at the same place. */
const SAME_PLACE_SECONDS = 5;

export interface PlayerParts {
  video: HTMLVideoElement;
  /** Video and toolbar: inside it the keys work. */
  region: HTMLElement;
  /** Where reports go: …/viewing. */
  address: string;
  resumeSeconds: number;
  /** Somebody came for this moment: it goes before where they were. */
  isAimed: boolean;
  /** The first time, nothing is skipped. */
  inOrder: boolean;
  known: Figures;
  /** A jump ahead ended here instead, at the furthest moment reached; null when the next one did not. */
  onHeldBack: (seconds: number | null) => void;
  onCounting: (counting: Counting) => void;
  onTime: (seconds: number) => void;
  onRate: (rate: number) => void;
  onCaptions: (shown: boolean) => void;
}

/** What the page's buttons can ask of the player. */
export interface Player {
  seek(seconds: number): void;
  setRate(rate: number): void;
  toggleCaptions(): void;
  /** Takes the lease here and goes on, from where the other device has come to. */
  goOnHere(): void;
  /** Answers the open question and goes on. */
  answer(): void;
  stop(): void;
}

/** Wires the browser's own video element: resume, keys, speed limit, and telling the server what was watched. */
export function startPlayer(parts: PlayerParts): Player {
  const { video, region, address } = parts;
  const reporter = new WatchReporter(address, postJson, heard, parts.known);
  const keeper = keeperIn(() => window.localStorage, address);
  const firstView = new FirstView(parts.inOrder, () => reporter.counting);
  const watching = watchingOf(parts, { reporter, keeper, firstView });
  const ending = new AbortController();
  const on = (target: EventTarget, names: string, act: (event: Event) => void) => {
    // On the way down: the browser's own controls listen to keys too, and each press must count once.
    for (const name of names.split(' '))
      target.addEventListener(name, act, { signal: ending.signal, capture: true });
  };
  const player = makePlayer(parts, { reporter, firstView, stop });

  function heard(counting: Counting): void {
    if (counting.asking || (counting.state !== 'counting' && counting.state !== 'idle')) video.pause();
    if (counting.state === 'gone') keeper.forget();
    parts.onCounting(counting);
  }
  function stop(): void {
    watching.leave();
    ending.abort();
    clearInterval(heartbeat);
  }

  on(video, 'play', () => void watching.begin());
  on(video, 'playing seeked', () => video.paused || watching.note());
  on(video, 'timeupdate', () => (video.paused ? parts.onTime(video.currentTime) : watching.note()));
  on(video, 'seeking', watching.seeking);
  on(video, 'waiting', () => reporter.tracker.break());
  on(video, 'pause ended', watching.pause);
  on(video, 'ratechange', () => limitRate(video, parts.onRate));
  on(window, 'pagehide', watching.leave);
  on(document, 'visibilitychange', () => document.visibilityState === 'hidden' && watching.leave());
  on(window, 'online', watching.beat);
  on(region, 'keydown keyup', (event) => pressKey(event as KeyboardEvent, video, player.toggleCaptions));
  on(video.textTracks, 'change', () => parts.onCaptions(captionsShown(video)));
  const heartbeat = setInterval(watching.beat, HEARTBEAT_MS);

  parts.onCaptions(captionsShown(video));
  if (!video.paused) void watching.begin();
  return player;
}

type Wiring = { reporter: WatchReporter; firstView: FirstView; stop: () => void };

function makePlayer({ video }: PlayerParts, { reporter, firstView, stop }: Wiring): Player {
  const play = () => video.play().catch(() => undefined);
  return {
    seek(seconds) {
      video.currentTime = seconds;
      void play();
    },
    setRate(rate) {
      video.playbackRate = rate;
    },
    toggleCaptions() {
      const shown = captionsShown(video);
      for (const track of video.textTracks) track.mode = shown ? 'hidden' : 'showing';
    },
    goOnHere() {
      void reporter.hold().then((held) => {
        if (!held) return;
        const there = firstView.allowed(reporter.grantedAtSeconds);
        if (there > video.currentTime + SAME_PLACE_SECONDS) video.currentTime = there;
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
  if (allowed !== video.playbackRate) video.playbackRate = allowed;
  else onRate(allowed);
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
