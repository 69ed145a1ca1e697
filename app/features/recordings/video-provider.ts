/** A film as it is given to whoever is to deliver it. */
export interface SentFilm {
  /** Comes back with every answer about it. */
  recordingId: string;
  path: string;
  bytes: number;
}

/** Where a film can be sent to, piece by piece. */
export interface OpenedUpload {
  uploadId: string;
  address: string;
}

/** What a provider calls a film that was sent, as far as that is known. */
export interface SentAs {
  uploadId: string | null;
  assetId: string | null;
}

/** What has become of a film that was sent. */
export type Delivery =
  /** The upload is still open: not all of it has arrived. */
  | { state: 'waiting' }
  | { state: 'preparing'; assetId: string | null }
  | {
      state: 'ready';
      assetId: string;
      playbackId: string;
      durationMs: number | null;
      captionsId: string | null;
    }
  /** It will not be ready any more; `reason` is in the provider's words. */
  | { state: 'failed'; assetId: string | null; reason: string };

/** Addresses that end after some hours. */
export interface Playback {
  /** An HLS playlist. */
  stream: string;
  poster: string | null;
}

/**
 * Who delivers films to those who watch. Without one they are served from here. Every call may throw: what the provider is
 * short of now, it may have later (`ProviderTrouble`).
 */
export interface VideoProvider {
  open(recordingId: string): Promise<OpenedUpload>;
  /** Sends what is not there yet; breaks off when `signal` says so. `beat` is called after every piece. */
  send(film: SentFilm, to: OpenedUpload, step: { signal: AbortSignal; beat(): Promise<void> }): Promise<void>;
  look(sent: SentAs): Promise<Delivery>;
  playback(asset: { playbackId: string; seconds: number }): Promise<Playback>;
  /** Captions that came with the film, as WebVTT; null when they cannot be had. */
  captions(of: { playbackId: string; captionsId: string }): Promise<string | null>;
  /** Has a film removed, or an upload that is still open; true once the provider says that it is not there. */
  remove(sent: SentAs): Promise<boolean>;
}

/** What stands in the way at the provider. */
export class ProviderTrouble extends Error {
  constructor(
    /** For the teacher, a whole Chinese sentence. */
    readonly words: string,
    /** The opened upload is of no more use: the next try opens another one. */
    readonly uploadLost: boolean,
    cause?: unknown,
  ) {
    super(words, { cause });
  }
}
