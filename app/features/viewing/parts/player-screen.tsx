import type { RefObject } from 'react';
import { useView } from '#app/ui/view.tsx';
import type { FilmSources } from './film.ts';
import type { Lecture } from './player-parts.ts';

interface ScreenProps {
  lecture: Lecture;
  sources: FilmSources;
  poster: string | null;
  captions: string | null;
  video: RefObject<HTMLVideoElement>;
  /** Plays from the first press on the picture; null once it has played, and where the browser's own controls do that. */
  start: (() => void) | null;
}

/** The film. Without script the browser's own player stands alone and takes what it can play. */
export function Screen({ lecture, sources, poster, captions, video, start }: ScreenProps) {
  const captionsOn = useView() === 'elder';
  const { stream, film } = sources;
  const at = lecture.isAimed ? `#t=${lecture.resumeSeconds}` : '';
  return (
    <div className="screen">
      <video
        ref={video}
        className="block aspect-video w-full rounded-card bg-ink"
        controls={start === null}
        onClick={start ?? undefined}
        controlsList="nodownload noplaybackrate"
        playsInline
        preload={stream ? 'none' : 'metadata'}
        poster={poster ?? undefined}
        src={stream || !film ? undefined : `${film}${at}`}
        aria-label={lecture.title}
      >
        {stream ? <source src={`${stream}${at}`} type="application/vnd.apple.mpegurl" /> : null}
        {stream && film ? <source src={`${film}${at}`} type="video/mp4" /> : null}
        <track
          kind="captions"
          srcLang="zh-CN"
          label="中文字幕"
          src={captions ?? undefined}
          default={captionsOn}
        />
      </video>
      {start ? <span className="screen-play" aria-hidden="true" /> : null}
      <noscript>
        <p>
          浏览器没有开启脚本：视频可以看，但是看了多少记不下来。要算学习进度，请开启脚本，或者换一个浏览器。
        </p>
      </noscript>
    </div>
  );
}
