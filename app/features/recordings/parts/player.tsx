import { type RefObject, useRef } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { useView } from '#app/ui/view.tsx';
import { type ChapterMark, Chapters, Transcript, type TranscriptLine } from './lecture-texts.tsx';
import { keyWords } from './player-keys.ts';
import { CountingNotice, WatchedSoFar } from './player-words.tsx';
import { QuickNote } from './quick-note.tsx';
import { type Lecture, type Playing, usePlayer } from './use-player.ts';

export interface LecturePlayerProps {
  lecture: Lecture;
  video: string;
  poster: string | null;
  captions: string | null;
  chapters: readonly ChapterMark[];
  transcript: readonly TranscriptLine[];
  /** Percent of the lecture that must be watched. */
  neededPercent: number;
  /** Back to the course: where the next step is. */
  courseHref: string;
}

const rates = [0.75, 1, 1.25, 1.5].map((rate) => ({
  value: String(rate),
  label: rate === 1 ? '正常速度' : `${rate} 倍`,
}));

/** A lecture with everything that helps to watch it: what is watched so far, speed, captions, chapters, the words to read. */
export function LecturePlayer(props: LecturePlayerProps) {
  const { lecture, chapters, transcript, neededPercent, courseHref } = props;
  const video = useRef<HTMLVideoElement>(null);
  const region = useRef<HTMLElement>(null);
  const playing = usePlayer(lecture, video, region);
  const { player, counting, seconds } = playing;
  const goTo = player ? (to: number) => player.seek(to) : null;
  const texts = (
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
  return (
    <Columns aside={texts}>
      <section ref={region} aria-label="播放器">
        <Screen {...props} video={video} address={props.video} />
        <CountingNotice counting={counting} heldBackAt={playing.heldBackAt} player={player} />
        <Toolbar playing={playing} />
      </section>
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
    </Columns>
  );
}

type ScreenProps = Pick<LecturePlayerProps, 'lecture' | 'poster' | 'captions'> & {
  video: RefObject<HTMLVideoElement>;
  address: string;
};

function Screen({ lecture, poster, captions, video, address }: ScreenProps) {
  const captionsOn = useView() === 'elder';
  return (
    <>
      <video
        ref={video}
        className="block aspect-video w-full rounded-card bg-ink"
        controls
        controlsList="nodownload noplaybackrate"
        playsInline
        preload="metadata"
        poster={poster ?? undefined}
        src={lecture.isAimed ? `${address}#t=${lecture.resumeSeconds}` : address}
        aria-label={lecture.title}
      >
        <track
          kind="captions"
          srcLang="zh-CN"
          label="中文字幕"
          src={captions ?? undefined}
          default={captionsOn}
        />
      </video>
      <noscript>
        <p>
          浏览器没有开启脚本：视频可以看，但是看了多少记不下来。要算学习进度，请开启脚本，或者换一个浏览器。
        </p>
      </noscript>
    </>
  );
}

function Toolbar({ playing: { player, rate, captions } }: { playing: Playing }) {
  return (
    <div className="mt-4 flex flex-wrap items-end gap-4 noscript:hidden">
      <SelectField
        name="rate"
        label="播放速度"
        options={rates}
        value={String(rate)}
        disabled={!player}
        onChange={(event) => player?.setRate(Number(event.target.value))}
      />
      <Button
        type="button"
        disabled={!player}
        aria-pressed={captions}
        onClick={() => player?.toggleCaptions()}
      >
        {captions ? '关字幕' : '开字幕'}
      </Button>
    </div>
  );
}

function Keys() {
  return (
    <details className="mt-6 noscript:hidden">
      <summary className="py-2 elder:py-4">用键盘操作</summary>
      <p className="quiet">先点一下视频，或者用 Tab 键走到播放器上，再按：</p>
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
