import type { Hls } from 'hls.js/light';
import { Aim, type Film, type FilmParts, type Quality } from './film.ts';
import { mendedStream } from './stream-mending.client.ts';

/** Of a lecture so much is fetched ahead, and kept behind, in seconds. */
const AHEAD_SECONDS = 60;
const BEHIND_SECONDS = 60;

/**
 * A stream by hls.js. The library comes when the page has nothing else to do, or with the first press where data are to be
 * saved; pieces of the film only from then on. `instead` is what plays when this browser turns out not to play it.
 */
export class StreamedFilm implements Film {
  readonly #aim: Aim;
  readonly #ending = new AbortController();
  #hls: Hls | undefined;
  #loading: Promise<void> | undefined;
  #quality: Quality;
  #listening = false;
  #begun = false;
  #wantsPlay = false;
  #other: Film | undefined;

  constructor(
    readonly parts: FilmParts,
    readonly instead: () => Film,
  ) {
    const { video, quality } = parts;
    const { signal } = this.#ending;
    this.#aim = new Aim(video);
    this.#quality = quality;
    emptied(video);
    video.addEventListener('play', () => this.#play(), { signal });
    video.addEventListener('pause', () => (this.#wantsPlay = false), { signal });
    whenIdle(() => (this.#loading ??= this.#attach()), signal);
  }

  place(): number {
    return this.#other ? this.#other.place() : this.#aim.place;
  }

  goTo(seconds: number): void {
    const { video } = this.parts;
    if (this.#other) this.#other.goTo(seconds);
    else if (this.#begun && video.readyState >= HTMLMediaElement.HAVE_METADATA) video.currentTime = seconds;
    else {
      this.#aim.set(seconds);
      if (this.#begun) this.#begin();
    }
  }

  playWhenThere(): void {
    // What this one cannot play it goes on trying to by itself.
    this.#other?.playWhenThere();
  }

  isAwaited(): boolean {
    return this.#other?.isAwaited() ?? false;
  }

  pause(): void {
    if (this.#other) this.#other.pause();
    else this.parts.video.pause();
  }

  choose(quality: Quality): void {
    this.#other?.choose(quality);
    this.#quality = quality;
    this.#applyQuality();
  }

  listen(only: boolean): boolean {
    const { video, sources } = this.parts;
    if (this.#other) return this.#other.listen(only);
    if (only === this.#listening || !sources.sound) return this.#listening;
    this.#listening = only;
    this.#wantsPlay = !video.paused;
    this.#aim.set(this.#aim.place);
    this.#hls?.loadSource(this.#playlist());
    if (this.#begun) this.#begin();
    return only;
  }

  stop(): void {
    this.#end();
    this.#other?.stop();
  }

  async #attach(): Promise<void> {
    const { Hls: Library } = await import('hls.js/light');
    const { signal } = this.#ending;
    if (signal.aborted) return;
    const hls = new Library({
      autoStartLoad: false,
      capLevelToPlayerSize: true,
      maxBufferLength: AHEAD_SECONDS / 2,
      maxMaxBufferLength: AHEAD_SECONDS,
      backBufferLength: BEHIND_SECONDS,
      // The smallest first: it is there soonest, and what the network carries is known after it.
      startLevel: 0,
    });
    this.#hls = hls;
    const mending = { ...this.parts, signal, place: () => this.#aim.place, giveUp: () => this.#giveUp() };
    mendedStream(hls, Library, mending);
    hls.on(Library.Events.MANIFEST_PARSED, () => this.#applyQuality());
    this.parts.measure(this.parts.video, { Hls: Library, hlsjs: hls });
    hls.loadSource(this.#playlist());
    if (this.#begun) this.#begin();
  }

  #playlist(): string {
    const { sound, stream } = this.parts.sources;
    return (this.#listening && sound) || stream || '';
  }

  #play(): void {
    this.#wantsPlay = true;
    this.#loading ??= this.#attach();
    if (!this.#begun) this.#begin();
  }

  /** Only now has the video element anything to wait for, and shows so. */
  #begin(): void {
    const { video } = this.parts;
    this.#begun = true;
    const hls = this.#hls;
    if (!hls) return;
    if (!hls.media) hls.attachMedia(video);
    hls.config.startPosition = this.#aim.place;
    hls.startLoad(this.#aim.place);
    if (this.#wantsPlay) void video.play().catch(() => undefined);
  }

  #applyQuality(): void {
    const hls = this.#hls;
    if (!hls || this.#listening) return;
    const height = this.parts.sources.rungs.find(({ name }) => name === this.#quality)?.height;
    const level = hls.levels.findIndex((one) => Math.min(one.width, one.height) === height);
    // What is fetched of another size already is thrown away only where that is asked for.
    if (this.#begun && level >= 0 && level !== hls.currentLevel) hls.nextLevel = level;
    // Told that nothing is chosen, hls.js would fetch the first piece twice: once only to measure the network.
    else if (level >= 0 || !hls.autoLevelEnabled) hls.loadLevel = level;
  }

  #giveUp(): void {
    const at = this.#aim.place;
    this.#end();
    this.#other = this.instead();
    this.#other.goTo(at);
    if (this.#wantsPlay) void this.parts.video.play().catch(() => undefined);
  }

  #end(): void {
    this.#ending.abort();
    this.#hls?.destroy();
    this.#hls = undefined;
  }
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
