import type { ReactNode } from 'react';
import type { QuestionAtDesk } from '#app/features/exercises/marking-desk.server.ts';
import { FileLinks } from '#app/features/media/parts/work-files.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';

interface Props {
  question: QuestionAtDesk;
  /** The fields that mark it, while it waits. */
  children?: ReactNode;
}

/** A question that was answered with files: what was asked, what is expected, what came, and what was said of it. */
export function QuestionToMark({ question: { place, stem, expected, files, mark }, children }: Props) {
  return (
    <Section title={`第 ${place} 题`}>
      <p>{stem}</p>
      <p className="quiet">交什么样的算对：{expected}</p>
      <h3>交上来的</h3>
      <FileLinks files={files} />
      {mark ? (
        <>
          <p>
            <Status tone={mark.right ? 'done' : 'attention'}>{mark.right ? '对' : '还不行'}</Status>
          </p>
          {mark.words ? <p className="whitespace-pre-line">{mark.words}</p> : null}
        </>
      ) : null}
      {children}
    </Section>
  );
}
