import type { ReactNode } from 'react';
import type { ReviewDesk } from '#app/features/declarations/desk.server.ts';
import { DeclarationStatus } from '#app/features/declarations/parts/declaration-status.tsx';
import { DeclaredFacts } from '#app/features/declarations/parts/declared-facts.tsx';
import { Lookalikes } from '#app/features/declarations/parts/lookalikes.tsx';
import { Objections } from '#app/features/declarations/parts/objections.tsx';
import { StepList } from '#app/features/declarations/parts/step-list.tsx';
import { WorthNote } from '#app/features/declarations/parts/worth-note.tsx';
import { formatDate } from '#app/lib/time.ts';
import { Columns } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';

/** A declaration as whoever has to do with it reads it: what, on what evidence, how it is reckoned, what was said; then what to do. */
export function ReviewSheet({
  desk,
  children,
}: {
  desk: Omit<ReviewDesk, 'conflict'>;
  children?: ReactNode;
}) {
  const { declared, worth, files, steps, grants, publicity, personName } = desk;
  return (
    <>
      <PageTitle
        eyebrow={<DeclarationStatus state={declared.state} />}
        title={declared.title}
        lead={`${personName}申报${publicity?.running ? `，公示到 ${formatDate(publicity.endsOn)}` : ''}。`}
      />
      <Columns
        aside={
          <Section title="到了哪一步">
            <StepList steps={steps} grants={grants} next={null} />
          </Section>
        }
      >
        <Section title="申报的内容">
          <DeclaredFacts declared={declared} worth={worth} files={files} sameTitle={desk.sameTitle} />
        </Section>
        <WorthNote worth={worth} />
        <Lookalikes {...desk} />
        <Objections objections={desk.objections} />
        {children}
      </Columns>
    </>
  );
}
