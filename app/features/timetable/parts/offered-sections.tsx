import { ChooseSection, isOffered } from '#app/features/catalogue/parts/choose-section.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import type { OfferedSection } from '../offered-section.ts';
import { OfferedSectionCard, type OfferedSectionFacts } from './offered-section.tsx';

interface OfferedSectionsProps {
  course: { code: string; module: string };
  sections: readonly (OfferedSectionFacts & { section: Pick<OfferedSection, 'id' | 'entry'> })[];
  /** The reader's own running enrolment in this course. */
  own: { id: string; sectionId: string } | null;
  /** The sections in the reader's basket. */
  basketIds: readonly string[];
  isSignedIn: boolean;
}

/** The sections of a course, each with what the reader can do about it. */
export function OfferedSections({ course, sections, own, basketIds, isSignedIn }: OfferedSectionsProps) {
  if (sections.length === 0) {
    return (
      <EmptyState
        title="近期没有开班"
        action={
          <ButtonLink href={`/courses?module=${encodeURIComponent(course.module)}`}>
            看同一模块的课
          </ButtonLink>
        }
      >
        <p>开班以后会出现在这里，也会出现在首页的“正在选课”。</p>
      </EmptyState>
    );
  }
  const signInHref = isSignedIn ? null : `/login?next=${encodeURIComponent(`/courses/${course.code}`)}`;
  return (
    <CardGrid>
      {sections.map(({ section, dates, seats }) => {
        const choice = {
          sectionId: section.id,
          title: section.title,
          state: section.window.state,
          isFull: seats !== null && seats.taken >= seats.capacity,
          // Lots are drawn first, and nobody knows yet what will be left.
          mayPrepare: section.window.state === 'coming' && section.entry === 'first-come',
          inBasket: basketIds.includes(section.id),
          enrolmentId: own?.sectionId === section.id ? own.id : null,
        };
        const ownSectionId = own && own.sectionId !== section.id ? own.sectionId : null;
        const offer = { choice, signInHref, ownSectionId };
        const hasWorth = section.worth !== null || choice.enrolmentId !== null;
        const footer = hasWorth && isOffered(offer) ? <ChooseSection {...offer} /> : null;
        return (
          <OfferedSectionCard
            key={section.id}
            section={section}
            dates={dates}
            seats={seats}
            footer={footer}
          />
        );
      })}
    </CardGrid>
  );
}
