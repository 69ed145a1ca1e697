/** Where the lecture's film is found; see `playbackOf`. */
export interface FilmSources {
  film: string | null;
  stream: string | null;
  sound: string | null;
  rungs: readonly { name: string; height: number; address: string }[];
}

/** As much as the network carries, or always this size (the name of a rung). */
export type Quality = 'auto' | (string & {});

/**
 * What keeps the film from going on, if anything: the network is away or slow; the academy cannot get at it for now; its
 * addresses have ended; this browser cannot play it.
 */
export type Trouble = 'away' | 'not-now' | 'slow' | 'ended' | 'broken' | null;

/** hls.js itself and the instance of it that plays. */
export interface PlayedBy {
  Hls: object;
  hlsjs: object;
}

export interface FilmParts {
  video: HTMLVideoElement;
  sources: FilmSources;
  quality: Quality;
  onTrouble: (trouble: Trouble) => void;
  /** From now on it can be measured how well it plays, where the operator wants that; the library is named that plays it. */
  measure: (video: HTMLVideoElement, playedBy?: PlayedBy) => void;
}

/** The lecture's film in the video element, whichever way it comes there. */
export interface Film {
  /** Where it stands, or where it will begin; seconds. */
  place(): number;
  /** Also before anything of it is there: then it begins at that moment. */
  goTo(seconds: number): void;
  /** Somebody wants it to play and the browser could not begin: tries at once, and plays as soon as it is there. */
  playWhenThere(): void;
  /** Whether it will begin by itself as soon as it is there, though the video element stands still. */
  isAwaited(): boolean;
  /** Somebody pauses it: one that is still awaited does not begin by itself either. */
  pause(): void;
  choose(quality: Quality): void;
  /** Without its picture, or with it again. Returns whether the picture stays away now: not every browser can do that. */
  listen(only: boolean): boolean;
  stop(): void;
}

/** A moment that the film still has to come to. Until it plays, the video element itself would say 0. */
export class Aim {
  #seconds: number | null = null;

  constructor(readonly video: HTMLVideoElement) {
    const reached = () => {
      this.#seconds = null;
    };
    video.addEventListener('playing', reached);
    video.addEventListener('seeked', reached);
  }

  set(seconds: number): void {
    this.#seconds = seconds;
  }

  get place(): number {
    return this.#seconds ?? this.video.currentTime;
  }
}
