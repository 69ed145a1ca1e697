import { memo, type ReactNode } from 'react';
import { Button } from '#app/ui/button.tsx';
import { clockTime, lastBegun } from './clock.ts';
import { useFollowing } from './use-following.ts';

export interface ChapterMark {
  fromSeconds: number;
  title: string;
}

export interface TranscriptLine {
  fromSeconds: number;
  text: string;
}

/** Moves the player; null until its script is there, and then for good where there is none: the words stay words. */
type GoTo = ((seconds: number) => void) | null;

/** The chapters of a lecture, each a way to its beginning; the one that plays is marked. */
export function Chapters({
  chapters,
  seconds,
  goTo,
}: {
  chapters: readonly ChapterMark[];
  seconds: number;
  goTo: GoTo;
}) {
  const current = lastBegun(chapters, seconds);
  return (
    <ol className="m-0 list-none p-0">
      {chapters.map(({ fromSeconds, title }, index) => (
        <li key={fromSeconds} aria-current={index === current ? 'true' : undefined}>
          <Mark seconds={fromSeconds} isCurrent={index === current} goTo={goTo}>
            {title}
          </Mark>
        </li>
      ))}
    </ol>
  );
}

/**
 * What is said, for reading along, searching, and jumping to a sentence. It scrolls with the lecture until somebody scrolls by
 * hand, and again when they wish.
 */
export function Transcript({
  lines,
  seconds,
  goTo,
}: {
  lines: readonly TranscriptLine[];
  seconds: number;
  goTo: GoTo;
}) {
  const current = lastBegun(lines, seconds);
  const { box, isFollowing, follow } = useFollowing(current);
  return (
    <>
      <section
        ref={box}
        className="relative max-h-96 overflow-y-auto rounded-card border border-line bg-card p-2"
        aria-label="文字稿"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus
        tabIndex={0}
      >
        <Lines lines={lines} current={current} goTo={goTo} />
      </section>
      {isFollowing ? null : (
        <div className="mt-2">
          <Button
            type="button"
            wide
            onClick={() => {
              follow();
              // The button goes: whoever pressed it stays with the words.
              box.current?.focus({ preventScroll: true });
            }}
          >
            跟着走：回到正在讲的地方
          </Button>
        </div>
      )}
    </>
  );
}

/** Drawn anew with each sentence, not with each tick of the clock: an hour has a thousand of them. */
const Lines = memo(function Lines({
  lines,
  current,
  goTo,
}: {
  lines: readonly TranscriptLine[];
  current: number;
  goTo: GoTo;
}) {
  return (
    <ol className="m-0 list-none p-0">
      {lines.map(({ fromSeconds, text }, index) => (
        <li key={fromSeconds} aria-current={index === current ? 'true' : undefined}>
          <Mark seconds={fromSeconds} isCurrent={index === current} goTo={goTo}>
            {text}
          </Mark>
        </li>
      ))}
    </ol>
  );
});

const box = 'flex min-h-11 w-full items-center gap-3 rounded-card px-2 py-2 text-start elder:min-h-16';

function Mark({
  seconds,
  isCurrent,
  goTo,
  children,
}: {
  seconds: number;
  isCurrent: boolean;
  goTo: GoTo;
  children: ReactNode;
}) {
  const look = isCurrent ? `${box} bg-jade-tint font-bold` : box;
  const words = (
    <>
      <span className="quiet figures shrink-0">{clockTime(seconds)}</span>
      <span>{children}</span>
    </>
  );
  if (!goTo) return <span className={look}>{words}</span>;
  return (
    <button type="button" className={`${look} cursor-pointer hover:bg-wash`} onClick={() => goTo(seconds)}>
      {words}
    </button>
  );
}
