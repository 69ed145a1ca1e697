import { useEffect, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { clockTime, lastBegun } from './clock.ts';

export interface ShownSlide {
  fromSeconds: number;
  /** Where the picture is, signed for whoever looks. */
  address: string;
  /** What is on it, in words. */
  alt: string;
}

interface SlidesProps {
  /** In the order of their times. */
  slides: readonly ShownSlide[];
  /** Where the film stands, in seconds. */
  at: number;
  /** Moves the film; without it the slides only follow. */
  goTo?: ((seconds: number) => void) | null;
}

/**
 * The slide of the moment that plays, with its words. Whoever turns the pages looks around until they come back to what is being
 * said. Without scripts it is a list with the times.
 */
export function Slides({ slides, at, goTo = null }: SlidesProps) {
  const [isAlive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  if (slides.length === 0) return null;
  return isAlive ? <Deck slides={slides} at={at} goTo={goTo} /> : <List slides={slides} />;
}

/** The index of the slide that is shown at a moment: before the first one's time the first. */
export function slideAt(slides: readonly { fromSeconds: number }[], seconds: number): number {
  return Math.max(0, lastBegun(slides, seconds));
}

function Deck({ slides, at, goTo }: Required<SlidesProps>) {
  const playing = slideAt(slides, at);
  const [looked, setLooked] = useState<number | null>(null);
  const shown = Math.min(looked ?? playing, slides.length - 1);
  const slide = slides[shown];
  if (!slide) return null;
  const turn = (to: number) => {
    const within = Math.min(slides.length - 1, Math.max(0, to));
    setLooked(within === playing ? null : within);
  };
  return (
    <section aria-label="幻灯片">
      <Picture slide={slide} number={shown + 1} total={slides.length} />
      <div className="actions">
        <Button type="button" aria-disabled={shown === 0 || undefined} onClick={() => turn(shown - 1)}>
          上一张
        </Button>
        <Button
          type="button"
          aria-disabled={shown === slides.length - 1 || undefined}
          onClick={() => turn(shown + 1)}
        >
          下一张
        </Button>
        {/* Always there, so that pressing them takes the focus from nobody. */}
        <Button type="button" aria-disabled={looked === null || undefined} onClick={() => setLooked(null)}>
          回到正在讲的
        </Button>
        {goTo ? (
          <Button
            type="button"
            tone="quiet"
            onClick={() => {
              goTo(slide.fromSeconds);
              setLooked(null);
            }}
          >
            从 {clockTime(slide.fromSeconds)} 看这一张
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function Picture({
  slide: { address, alt },
  number,
  total,
}: {
  slide: ShownSlide;
  number: number;
  total: number;
}) {
  return (
    <figure className="m-0">
      <img src={address} alt={alt} className="slide-picture" />
      <figcaption className="mt-2">
        <span aria-hidden="true" className="block">
          {alt}
        </span>
        <span className="quiet figures">
          第 {number} 张，共 {total} 张
        </span>
      </figcaption>
    </figure>
  );
}

function List({ slides }: Pick<SlidesProps, 'slides'>) {
  return (
    <ol className="stack m-0 max-h-96 list-none gap-4 overflow-y-auto p-0" aria-label="幻灯片">
      {slides.map(({ fromSeconds, address, alt }) => (
        <li key={address}>
          <img src={address} alt={alt} loading="lazy" className="slide-picture" />
          <p className="m-0 mt-2">
            <a className="link-target figures" href={`?t=${Math.floor(fromSeconds)}`}>
              {clockTime(fromSeconds)}
            </a>{' '}
            <span aria-hidden="true">{alt}</span>
          </p>
        </li>
      ))}
    </ol>
  );
}
