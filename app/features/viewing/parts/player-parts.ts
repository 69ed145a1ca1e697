import type { View } from '#app/ui/view.tsx';
import { choicesIn } from './choices.ts';
import type { FilmSources, Quality } from './film.ts';
import type { PlayerParts } from './player.client.ts';

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

interface Given {
  lecture: Lecture;
  sources: FilmSources;
  view: View;
}

/** What the player is to know of a lecture, and of what somebody has chosen before in this browser. */
export function partsOf({ lecture, sources, view }: Given) {
  const { address, resumeSeconds, isAimed, inOrder, durationSeconds, ...known } = lecture;
  const choices = choicesIn(() => window.localStorage);
  const captions = choices.read(`captions ${view}`);
  const quality = choices.read('quality') ?? 'auto';
  return {
    address,
    resumeSeconds,
    isAimed,
    inOrder,
    durationSeconds,
    known,
    sources,
    // A size that this lecture does not have is no choice.
    quality: sources.rungs.some(({ name }) => name === quality) ? quality : 'auto',
    keepQuality: (chosen: Quality) => choices.keep('quality', chosen),
    captions: captions === null ? null : captions === 'on',
    keepCaptions: (shown: boolean) => choices.keep(`captions ${view}`, shown ? 'on' : 'off'),
    measure: measureOf(lecture),
  } satisfies Partial<PlayerParts>;
}

function measureOf({ qualityKey, id, title }: Lecture): PlayerParts['measure'] {
  return (video, playedBy) => {
    if (!qualityKey) return;
    void import('./quality.client.ts').then(({ watchQuality }) =>
      watchQuality(video, { key: qualityKey, recordingId: id, title, playedBy }),
    );
  };
}
