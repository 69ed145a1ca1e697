import { type RefObject, useEffect, useRef, useState } from 'react';
import { useView } from '#app/ui/view.tsx';
import { beforehand, type Counting } from './counting.ts';
import type { FilmSources, Quality, Trouble } from './film.ts';
import type { Player } from './player.client.ts';
import { type Lecture, partsOf } from './player-parts.ts';

/** What the player says of itself. */
interface Said {
  counting: Counting;
  seconds: number;
  isPlaying: boolean;
  /** It has played, or has tried to. */
  begun: boolean;
  rate: number;
  captions: boolean;
  quality: Quality;
  /** Only the sound is being fetched. */
  listening: boolean;
  trouble: Trouble;
  /** A jump ahead has ended at this moment instead. */
  heldBackAt: number | null;
}

export interface Playing extends Said {
  /** Null until the script has come: then the page's buttons work. */
  player: Player | null;
}

interface Elements {
  video: RefObject<HTMLVideoElement>;
  region: RefObject<HTMLElement>;
}

/** Loads the player's script and keeps what it says. Without script the browser's own player stands alone. */
export function usePlayer(lecture: Lecture, sources: FilmSources, { video, region }: Elements): Playing {
  const [player, setPlayer] = useState<Player | null>(null);
  const [said, setSaid] = useState<Said>(() => unheard(lecture));
  const latest = useRef({ lecture, sources, view: useView() });
  latest.current = { lecture, sources, view: latest.current.view };
  const { id } = lecture;

  useEffect(() => {
    const elements = { video: video.current, region: region.current };
    if (!elements.video || !elements.region || latest.current.lecture.id !== id) return;
    const parts = { video: elements.video, region: elements.region, ...partsOf(latest.current) };
    const hear = (change: Partial<Said>) => setSaid((before) => ({ ...before, ...change }));
    let started: Player | undefined;
    let gone = false;
    hear({ quality: parts.quality });
    void import('./player.client.ts').then(({ startPlayer }) => {
      if (gone) return;
      started = startPlayer({
        ...parts,
        onCounting: (counting) => hear({ counting }),
        onTime: (seconds) => hear({ seconds }),
        onPlaying: (isPlaying) => hear(isPlaying ? { isPlaying, begun: true } : { isPlaying }),
        onHeldBack: (heldBackAt) => hear({ heldBackAt }),
        onRate: (rate) => hear({ rate }),
        onCaptions: (captions) => hear({ captions }),
        onQuality: (quality) => hear({ quality }),
        onListening: (listening) => hear({ listening }),
        // What is slow may be so for a reason that has been said already.
        onTrouble: (trouble) =>
          setSaid((before) => ({
            ...before,
            trouble: trouble === 'slow' ? (before.trouble ?? trouble) : trouble,
          })),
      });
      setPlayer(started);
    });
    return () => {
      gone = true;
      started?.stop();
    };
  }, [id, video, region]);

  return { player, ...said };
}

function unheard(lecture: Lecture): Said {
  return {
    counting: beforehand(lecture),
    seconds: 0,
    isPlaying: false,
    begun: false,
    rate: 1,
    captions: false,
    quality: 'auto',
    listening: false,
    trouble: null,
    heldBackAt: null,
  };
}
