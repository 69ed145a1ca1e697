import type { Counting } from './counting.ts';
import { pressKey } from './player-actions.client.ts';
import { type Post, WatchReporter } from './watch-reporter.ts';

export const FASTEST = 1.5;
const SLOWEST = 0.5;
const HEARTBEAT_MS = 10_000;

export interface PlayerParts {
  video: HTMLVideoElement;
  /** Video and toolbar: inside it the keys work. */
  region: HTMLElement;
  /** Where reports go: …/viewing. */
  address: string;
  resumeSeconds: number;
  known: { coveredSeconds: number; complete: boolean };
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
  /** Takes the lease here and goes on. */
  goOnHere(): void;
  stop(): void;
}

/** Wires the browser's own video element: resume, keys, speed limit, and telling the server what was watched. */
export function startPlayer(parts: PlayerParts): Player {
  const { video, region } = parts;
  const reporter = new WatchReporter(parts.address, postJson, heard, parts.known);
  const ending = new AbortController();
  const on = (target: EventTarget, names: string, act: (event: Event) => void) => {
    // On the way down: the browser's own controls listen to keys too, and each press must count once.
    for (const name of names.split(' '))
      target.addEventListener(name, act, { signal: ending.signal, capture: true });
  };

  function heard(counting: Counting): void {
    if (counting.state !== 'counting' && counting.state !== 'idle') video.pause();
    parts.onCounting(counting);
  }
  function note(): void {
    parts.onTime(video.currentTime);
    if (!reporter.isCounting || video.seeking) return;
    reporter.playingAt(video.playbackRate);
    reporter.tracker.tick({
      mediaSeconds: video.currentTime,
      clockMs: performance.now(),
      rate: video.playbackRate,
    });
  }
  function begin(): void {
    void reporter.hold().then((held) => held && !video.paused && note());
  }
  function pause(): void {
    if (!video.seeking) note();
    reporter.tracker.break();
    void reporter.report();
  }
  function leave(): void {
    if (!video.paused) note();
    void reporter.report({ atOnce: true });
  }
  const player = makePlayer(parts, reporter, () => {
    leave();
    ending.abort();
    clearInterval(heartbeat);
  });

  on(video, 'play', begin);
  on(video, 'playing seeked', () => video.paused || note());
  on(video, 'timeupdate', () => (video.paused ? parts.onTime(video.currentTime) : note()));
  on(video, 'seeking waiting', () => reporter.tracker.break());
  on(video, 'pause ended', pause);
  on(video, 'ratechange', () => limitRate(video, parts.onRate));
  on(window, 'pagehide', leave);
  on(document, 'visibilitychange', () => document.visibilityState === 'hidden' && leave());
  on(window, 'online', () => void reporter.report());
  on(region, 'keydown keyup', (event) => pressKey(event as KeyboardEvent, video, player.toggleCaptions));
  on(video.textTracks, 'change', () => parts.onCaptions(captionsShown(video)));
  const heartbeat = setInterval(() => void reporter.report(), HEARTBEAT_MS);

  resume(video, parts.resumeSeconds);
  parts.onCaptions(captionsShown(video));
  if (!video.paused) begin();
  return player;
}

function makePlayer({ video }: PlayerParts, reporter: WatchReporter, stop: () => void): Player {
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
      void reporter.hold().then((held) => (held ? play() : undefined));
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

function resume(video: HTMLVideoElement, seconds: number): void {
  if (seconds <= 0) return;
  const go = () => {
    if (video.currentTime < 1) video.currentTime = seconds;
  };
  if (video.readyState >= HTMLMediaElement.HAVE_METADATA) go();
  else video.addEventListener('loadedmetadata', go, { once: true });
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
