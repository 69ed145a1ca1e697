import { type RefObject, useEffect, useRef, useState } from 'react';
import { beforehand, type Counting } from './counting.ts';
import type { Player } from './player.client.ts';

export interface Lecture {
  id: string;
  title: string;
  durationSeconds: number;
  resumeSeconds: number;
  /** Somebody came for this moment of the lecture. */
  isAimed: boolean;
  /** The first time, nothing is skipped. */
  inOrder: boolean;
  coveredSeconds: number;
  furthestSeconds: number;
  complete: boolean;
  /** Where the player reports to. */
  address: string;
  qualityKey: string | null;
}

export interface Playing {
  /** Null until the script has come: then the page's buttons work. */
  player: Player | null;
  counting: Counting;
  seconds: number;
  rate: number;
  captions: boolean;
  /** A jump ahead has ended at this moment instead. */
  heldBackAt: number | null;
}

/** Loads the player's script and keeps what it says. Without script the browser's own player stands alone. */
export function usePlayer(
  lecture: Lecture,
  video: RefObject<HTMLVideoElement>,
  region: RefObject<HTMLElement>,
): Playing {
  const [player, setPlayer] = useState<Player | null>(null);
  const [counting, setCounting] = useState<Counting>(() => beforehand(lecture));
  const [seconds, setSeconds] = useState(0);
  const [rate, setRate] = useState(1);
  const [captions, setCaptions] = useState(false);
  const [heldBackAt, setHeldBackAt] = useState<number | null>(null);
  const latest = useRef(lecture);
  latest.current = lecture;
  const { id } = lecture;

  useEffect(() => {
    const elements = { video: video.current, region: region.current };
    if (!elements.video || !elements.region || latest.current.id !== id) return;
    const parts = { video: elements.video, region: elements.region, ...partsOf(latest.current) };
    let started: Player | undefined;
    let gone = false;
    void import('./player.client.ts').then(({ startPlayer }) => {
      if (gone) return;
      started = startPlayer({
        ...parts,
        onCounting: setCounting,
        onTime: setSeconds,
        onHeldBack: setHeldBackAt,
        onRate: setRate,
        onCaptions: setCaptions,
      });
      setPlayer(started);
    });
    startQuality(parts.video, latest.current);
    return () => {
      gone = true;
      started?.stop();
    };
  }, [id, video, region]);

  return { player, counting, seconds, rate, captions, heldBackAt };
}

function partsOf({ address, resumeSeconds, isAimed, inOrder, ...known }: Lecture) {
  return { address, resumeSeconds, isAimed, inOrder, known };
}

function startQuality(video: HTMLVideoElement, { qualityKey, id, title }: Lecture): void {
  if (!qualityKey) return;
  void import('./quality.client.ts').then(({ watchQuality }) =>
    watchQuality(video, { key: qualityKey, recordingId: id, title }),
  );
}
