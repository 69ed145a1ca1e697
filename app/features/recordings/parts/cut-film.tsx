import { type RefObject, useEffect, useRef, useState } from 'react';
import { shortTime } from '#app/features/recordings/cut-forms.ts';
import type { FilmShown } from '#app/features/recordings/film-desk.server.ts';
import { Button } from '#app/ui/button.tsx';
import { FilmBeside } from './film-desk.tsx';

/** What a film beside a form can do for it. */
export interface FilmAtHand {
  /** Writes where the film stands into a field, and says so. */
  mark(field: string, label: string): void;
  /** Plays over a cut, without what is cut out. The fields are those of its ends; a moment stands for an end of the film. */
  tryOut(from: string | number, to: string | number): void;
}

interface FilmProps {
  video: RefObject<HTMLVideoElement>;
  shown: FilmShown;
  /** What was said last, for whoever does not look. */
  said: string;
  film: FilmAtHand | null;
}

/** The film that is to be cut, with small steps back and forth. */
export function Film({ video, shown, said, film }: FilmProps) {
  const move = (seconds: number) => {
    if (video.current) video.current.currentTime += seconds;
  };
  return (
    <div className="stack gap-3">
      <FilmBeside film={shown} label="要剪的视频" element={video} />
      {film ? (
        <div className="actions">
          {(
            [
              ['退 0.2 秒', -0.2],
              ['进 0.2 秒', 0.2],
            ] as const
          ).map(([label, seconds]) => (
            <Button key={label} type="button" onClick={() => move(seconds)}>
              {label}
            </Button>
          ))}
        </div>
      ) : null}
      <p className={said ? 'quiet m-0' : 'sr-only'} role="status">
        {said}
      </p>
    </div>
  );
}

/** The film that `video` shows, once the page works in the browser; without script null. */
export function useFilm(video: RefObject<HTMLVideoElement>): { film: FilmAtHand | null; said: string } {
  const [film, setFilm] = useState<FilmAtHand | null>(null);
  const [said, setSaid] = useState('');
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => {
    let here = true;
    void import('./cut-film.client.ts').then(({ playOver, positionMs, writeInto, writtenIn }) => {
      if (!here) return;
      setFilm({
        mark(field, label) {
          if (!video.current) return;
          const at = shortTime(positionMs(video.current));
          writeInto(field, at);
          setSaid(`${label}：${at}，已填上。`);
        },
        tryOut(from, to) {
          const [fromMs, toMs] = [from, to].map((end) => (typeof end === 'number' ? end : writtenIn(end)));
          if (!video.current) return;
          if (
            fromMs === null ||
            fromMs === undefined ||
            toMs === null ||
            toMs === undefined ||
            toMs <= fromMs
          )
            return setSaid('先填好这一处的时间，再试看。');
          stop.current?.();
          setSaid('正在试看切口：前 3 秒，接着后 3 秒。');
          stop.current = playOver(video.current, { fromMs, toMs, ended: () => setSaid('试看完了。') });
          video.current.scrollIntoView({ block: 'nearest' });
        },
      });
    });
    return () => {
      here = false;
      stop.current?.();
    };
  }, [video]);
  return { film, said };
}
