import type Hls from 'hls.js/light';
import { Aim, type Film, type FilmParts, type Quality } from './film.ts';
import { mendedStream } from './stream-mending.client.ts';

/** Of a lecture so much is fetched ahead, and kept behind, in seconds. */
const AHEAD_SECONDS = 60;
const BEHIND_SECONDS = 60;

/**
 * A stream by hls.js. The library comes when the page has nothing else to do, or with the first press where data are to be
 * saved; pieces of the film only from then on. `instead` is what plays when this browser turns out not to play it.
 */
export function streamedFilm(parts: FilmParts, instead: () => Film): Film {
  const { video, sources, measure } = parts;
  const aim = new Aim(video);
  const ending = new AbortController();
  let [quality, listening] = [parts.quality, false];
  let hls: Hls | undefined;
  let loading: Promise<void> | undefined;
  let [begun, wantsPlay] = [false, false];
  let other: Film | undefined;

  async function attach(): Promise<void> {
    const { default: Library } = await import('hls.js/light');
    if (ending.signal.aborted) return;
    hls = new Library({
      autoStartLoad: false,
      capLevelToPlayerSize: true,
      maxBufferLength: AHEAD_SECONDS / 2,
      maxMaxBufferLength: AHEAD_SECONDS,
      backBufferLength: BEHIND_SECONDS,
      // The smallest first: it is there soonest, and what the network carries is known after it.
      startLevel: 0,
    });
    mendedStream(hls, Library, { ...parts, signal: ending.signal, place: () => aim.place, giveUp });
    hls.on(Library.Events.MANIFEST_PARSED, applyQuality);
    measure(video, { Hls: Library, hlsjs: hls });
    hls.loadSource(playlist());
    if (begun) begin();
  }
  function playlist(): string {
    return (listening && sources.sound) || sources.stream || '';
  }
  /** Only now has the video element anything to wait for, and shows so. */
  function begin(): void {
    begun = true;
    if (!hls) return;
    if (!hls.media) hls.attachMedia(video);
    hls.config.startPosition = aim.place;
    hls.startLoad(aim.place);
    if (wantsPlay) void video.play().catch(() => undefined);
  }
  function play(): void {
    wantsPlay = true;
    loading ??= attach();
    if (!begun) begin();
  }
  function applyQuality(): void {
    if (!hls || listening) return;
    const height = sources.rungs.find(({ name }) => name === quality)?.height;
    const level = hls.levels.findIndex((one) => Math.min(one.width, one.height) === height);
    // What is fetched of another size already is thrown away only where that is asked for.
    if (begun && level >= 0 && level !== hls.currentLevel) hls.nextLevel = level;
    else hls.loadLevel = level;
  }
  function goTo(seconds: number): void {
    if (video.readyState >= HTMLMediaElement.HAVE_METADATA && begun) video.currentTime = seconds;
    else {
      aim.set(seconds);
      if (begun) begin();
    }
  }
  function listen(only: boolean): void {
    if (only === listening || !sources.sound) return;
    listening = only;
    wantsPlay = !video.paused;
    aim.set(aim.place);
    hls?.loadSource(playlist());
    if (begun) begin();
  }
  function giveUp(): void {
    const at = aim.place;
    stop();
    other = instead();
    other.goTo(at);
    if (wantsPlay) void video.play().catch(() => undefined);
  }
  function stop(): void {
    ending.abort();
    hls?.destroy();
    hls = undefined;
  }

  emptied(video);
  video.addEventListener('play', play, { signal: ending.signal });
  video.addEventListener('pause', () => (wantsPlay = false), { signal: ending.signal });
  whenIdle(() => (loading ??= attach()), ending.signal);
  return {
    place: () => (other ? other.place() : aim.place),
    goTo: (seconds) => (other ? other.goTo(seconds) : goTo(seconds)),
    choose(to: Quality) {
      quality = to;
      applyQuality();
    },
    listen,
    stop() {
      stop();
      other?.stop();
    },
  };
}

/** Takes away what the page offers to browsers without script, before it is fetched. */
function emptied(video: HTMLVideoElement): void {
  for (const source of video.querySelectorAll('source')) source.remove();
  video.removeAttribute('src');
  video.load();
}

/** Not at once: the page comes first. Not at all where somebody saves data: then the first press fetches it. */
function whenIdle(act: () => void, signal: AbortSignal): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData) return;
  const go = () => signal.aborted || act();
  if ('requestIdleCallback' in window) window.requestIdleCallback(go, { timeout: 2_000 });
  else setTimeout(go, 500);
}
