import type { ReactNode, RefObject } from 'react';
import type { FilmShown } from '#app/features/recordings/film-desk.server.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export interface Problem {
  field: string;
  words: string;
}

/** What was sent and came back, and what is wrong with it. */
export interface Sent {
  fields: Record<string, string>;
  errorOf: (field: string) => string | undefined;
}

/** The answer of an action as the fields of its forms want it. */
export function sentOf(
  answer: { problems: readonly Problem[]; fields: Record<string, string> } | undefined,
): Sent {
  return {
    fields: answer?.fields ?? {},
    errorOf: (name) => answer?.problems.find(({ field }) => field === name)?.words,
  };
}

interface FilmDeskProps {
  recording: { id: string; title: string };
  title: string;
  lead: ReactNode;
  problems: readonly Problem[];
  /** Stands above the problems: 字幕没有保存. */
  refused: string;
  /** What has just been done, in words. */
  done: string | null;
  /** Before film and list, over the whole width. */
  standing?: ReactNode;
  /** Null while there is nothing to play. */
  film: ReactNode;
  /** What belongs below the film and need not stay in sight. */
  tools?: ReactNode;
  children: ReactNode;
}

/** A film, and what is written to it: in sight together, below each other on a phone and side by side on a wide screen. */
export function FilmDesk(props: FilmDeskProps) {
  const { recording, title, lead, problems, refused, done, standing, film, tools, children } = props;
  return (
    <>
      <ErrorSummary
        errors={problems.map(({ field, words }) => ({ field, message: words }))}
        title={refused}
      />
      {done && problems.length === 0 ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        eyebrow={
          <a className="link-target" href={`/teach/recordings/${recording.id}`}>
            {recording.title}
          </a>
        }
        title={title}
        lead={lead}
      />
      {standing ? <div className="mb-6 empty:mb-0">{standing}</div> : null}
      <div className="film-desk">
        <div className="film-desk-side">
          {film ? <div className="film-desk-film">{film}</div> : null}
          {tools ? <div className="film-desk-tools">{tools}</div> : null}
        </div>
        <div className="film-desk-list">{children}</div>
      </div>
    </>
  );
}

/** The film with the browser's own controls. */
export function FilmBeside({
  film: { video, captions },
  label,
  element,
}: {
  film: FilmShown;
  label: string;
  element?: RefObject<HTMLVideoElement>;
}) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: captions come with the track once they are there
    <video
      ref={element}
      controls
      preload="metadata"
      className="film-beside"
      src={video}
      aria-label={label}
      data-film=""
    >
      {captions ? <track kind="captions" srcLang="zh-CN" label="中文字幕" src={captions} default /> : null}
    </video>
  );
}
