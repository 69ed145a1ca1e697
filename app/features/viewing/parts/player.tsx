import { useMemo, useRef } from 'react';
import { Section } from '#app/ui/page-title.tsx';
import type { FilmSources } from './film.ts';
import { type ChapterMark, Chapters, Transcript, type TranscriptLine } from './lecture-texts.tsx';
import { Controls } from './player-controls.tsx';
import { keyWords } from './player-keys.ts';
import type { Lecture } from './player-parts.ts';
import { Screen } from './player-screen.tsx';
import { CountingNotice, WatchedSoFar } from './player-words.tsx';
import { QuickNote } from './quick-note.tsx';
import { type ShownSlide, Slides } from './slides.tsx';
import { TroubleNotice } from './trouble-notice.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { usePlayer } from './use-player.ts';

export interface LecturePlayerProps {
  lecture: Lecture;
  sources: FilmSources;
  poster: string | null;
  captions: string | null;
  chapters: readonly ChapterMark[];
  transcript: readonly TranscriptLine[];
  slides: readonly ShownSlide[];
  /** Percent of the lecture that must be watched. */
  neededPercent: number;
  /** Back to the course: where the next step is. */
  courseHref: string;
}

/** A lecture with everything that helps to watch it: what is watched so far, speed, captions, chapters, the words to read. */
export function LecturePlayer(props: LecturePlayerProps) {
  const { lecture, sources, poster, captions, chapters, transcript, slides, neededPercent, courseHref } =
    props;
  const video = useRef<HTMLVideoElement>(null);
  const region = useRef<HTMLElement>(null);
  useKeptFocus(region);
  const playing = usePlayer(lecture, sources, { video, region });
  const { player, counting, seconds, listening, trouble } = playing;
  const goTo = useMemo(() => (player ? (to: number) => player.seek(to) : null), [player]);
  return (
    <div className={slides.length > 0 ? 'lecture lecture-with-slides' : 'lecture'}>
      <section ref={region} aria-label="播放器" className="lecture-player" tabIndex={-1}>
        <Screen
          lecture={lecture}
          sources={sources}
          poster={poster}
          captions={captions}
          video={video}
          start={player && sources.stream && !playing.begun ? () => player.toggle() : null}
        />
        <div className="lecture-slides empty:hidden">
          <Slides slides={slides} at={seconds} goTo={goTo} />
        </div>
        <div className="lecture-controls">
          <div className="mt-4 empty:mt-0" role="status">
            <TroubleNotice
              trouble={trouble}
              listen={player && sources.sound && !listening ? () => player.listen(true) : null}
            />
          </div>
          <CountingNotice
            // That the network is away is said once.
            counting={trouble === 'away' ? { ...counting, online: true } : counting}
            heldBackAt={playing.heldBackAt}
            player={player}
          />
          <Controls playing={playing} lecture={lecture} sources={sources} hasCaptions={captions !== null} />
        </div>
      </section>
      <div className="lecture-after">
        <WatchedSoFar
          counting={counting}
          lecture={lecture}
          neededPercent={neededPercent}
          courseHref={courseHref}
          fromStart={goTo}
        />
        <QuickNote address={`${courseHref}/recordings/${lecture.id}/notes`} seconds={seconds} />
        <p className="mt-6">
          <a href={`${courseHref}/recordings/${lecture.id}/record`}>观看记录：哪些记上了，哪些没有</a>
        </p>
        <Keys />
      </div>
      <div className="lecture-texts">
        <Texts chapters={chapters} transcript={transcript} seconds={seconds} goTo={goTo} />
      </div>
    </div>
  );
}

function Texts({
  chapters,
  transcript,
  seconds,
  goTo,
}: Pick<LecturePlayerProps, 'chapters' | 'transcript'> & {
  seconds: number;
  goTo: ((to: number) => void) | null;
}) {
  return (
    <>
      {chapters.length > 0 ? (
        <Section title="章节">
          <Chapters chapters={chapters} seconds={seconds} goTo={goTo} />
        </Section>
      ) : null}
      {transcript.length > 0 ? (
        <Section title="文字稿">
          <Transcript lines={transcript} seconds={seconds} goTo={goTo} />
        </Section>
      ) : null}
    </>
  );
}

function Keys() {
  return (
    <details className="mt-6 noscript:hidden">
      <summary className="py-2 elder:py-4">用键盘操作</summary>
      <p className="quiet mt-2">先点一下视频，或者用 Tab 键走到播放器上，再按：</p>
      <dl className="facts facts-plain">
        {keyWords.map(([keys, words]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
