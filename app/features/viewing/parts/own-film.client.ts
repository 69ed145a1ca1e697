import { Aim, type Film, type FilmParts, type Quality } from './film.ts';

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
export class OwnFilm implements Film {
  readonly #aim: Aim;
  readonly #ending = new AbortController();
  #quality: Quality;
  #listening = false;
  /** Somebody wants it to play, and it does not yet. */
  #isWanted = false;
  #isDoubted = false;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly parts: FilmParts,
    readonly asStream: boolean,
  ) {
    const { video, quality } = parts;
    const { signal } = this.#ending;
    this.#aim = new Aim(video);
    this.#quality = quality;
    video.addEventListener('error', () => void this.#failed(), { signal });
    video.addEventListener('playing', () => this.#plays(), { signal });
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
    // A film that the page itself has named is on its way already.
    if (video.querySelector('source') || video.error || !video.hasAttribute('src')) this.#load();
    parts.measure(video);
  }

  place(): number {
    return this.#aim.place;
  }

  goTo(seconds: number): void {
    goOnceThere(this.#aim, seconds, this.#ending.signal);
  }

  playWhenThere(): void {
    if (!this.parts.video.error) return;
    this.#isWanted = true;
    this.#load();
  }

  isAwaited(): boolean {
    return this.#isWanted;
  }

  pause(): void {
    this.#isWanted = false;
    this.parts.video.pause();
  }

  choose(quality: Quality): void {
    this.#change(() => {
      this.#quality = quality;
    });
  }

  listen(only: boolean): boolean {
    if (this.asStream && this.parts.sources.sound)
      this.#change(() => {
        this.#listening = only;
      });
    return this.#listening;
  }

  stop(): void {
    this.#ending.abort();
  }

  get #address(): string {
    const { sources } = this.parts;
    if (!this.asStream) return sources.film ?? '';
    const rung = sources.rungs.find(({ name }) => name === this.#quality);
    return (this.#listening && sources.sound) || rung?.address || sources.stream || '';
  }

  #change(choose: () => void): void {
    const before = this.#address;
    choose();
    if (this.#address !== before) this.#load();
  }

  #load(): void {
    clearTimeout(this.#timer);
    const { video, onTrouble } = this.parts;
    const [at, isPlaying] = [this.#aim.place, this.#isWanted || !video.paused];
    if (this.#address) video.src = this.#address;
    else onTrouble('broken');
    this.goTo(at);
    if (isPlaying) void video.play().catch(() => undefined);
  }

  #plays(): void {
    [this.#tries, this.#isWanted, this.#isDoubted] = [0, false, false];
    this.parts.onTrouble(null);
  }

  async #failed(): Promise<void> {
    const { signal } = this.#ending;
    const trouble = await troubleOf(this.parts.video.error?.code, this.#address);
    if (signal.aborted) return;
    // A server that has just come back answers well when it is asked: only a film that fails again is broken.
    if (trouble === 'broken' && !this.#isDoubted) {
      this.#isDoubted = true;
      return this.#load();
    }
    this.#isDoubted = false;
    this.parts.onTrouble(trouble);
    if (trouble !== 'away' && trouble !== 'not-now') return;
    clearTimeout(this.#timer);
    this.#timer = onceBack(() => this.#load(), { tries: this.#tries++, signal });
  }
}
