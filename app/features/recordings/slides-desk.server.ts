import { mediaAddresses } from '#app/features/media/files.server.ts';
import type { Db } from '#db/database.ts';
import { type Asked, type FilmDesk, filmDeskOf } from './film-desk.server.ts';
import { closedWords } from './slide-editing.server.ts';
import { slidesOf } from './slides.server.ts';

/** A slide as it is edited. */
export interface EditedSlide {
  id: string;
  address: string;
  fromMs: number;
  words: string;
}

/** The slides of a recording beside its film. */
export interface SlidesDesk extends FilmDesk {
  slides: EditedSlide[];
  /** Why nothing can be changed now; null while it can. */
  closed: string | null;
}

/** The slides for whoever keeps the recording; null when it is not there or belongs to others. */
export async function slidesDeskOf(db: Db, asked: Asked): Promise<SlidesDesk | null> {
  const desk = await filmDeskOf(db, asked);
  if (!desk) return null;
  const { recording } = desk;
  const slides = await slidesOf(db, recording.id);
  const addresses = await mediaAddresses(
    db,
    slides.map(({ mediaId }) => mediaId),
    { now: asked.now, forPerson: asked.actor.personId },
  );
  return {
    ...desk,
    slides: slides.map(({ id, fromSeconds, alt }, n) => ({
      id,
      address: addresses[n] ?? '',
      fromMs: Math.round(fromSeconds * 1000),
      words: alt,
    })),
    closed: recording.state === 'draft' ? null : closedWords(recording),
  };
}
