import { ButtonLink } from '#app/ui/button.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Status } from '#app/ui/status.tsx';

export interface Choice {
  sectionId: string;
  title: string;
  state: 'open' | 'coming' | 'applying' | 'drawing' | 'over';
  isFull: boolean;
  /** The reader's own enrolment in this section. */
  enrolmentId: string | null;
}

/** What the reader can do about a section: choose it, wait for a seat, sign in first, or go on learning. */
export function ChooseSection({
  choice: { sectionId, title, state, isFull, enrolmentId },
  signInHref,
  hasCourse,
}: {
  choice: Choice;
  /** Where to sign in; null for who has. */
  signInHref: string | null;
  /** The reader has another section of the same course. */
  hasCourse: boolean;
}) {
  if (enrolmentId) {
    return (
      <>
        <Status tone="done">已选上</Status>
        <ButtonLink href={`/learn/${enrolmentId}`}>去学习</ButtonLink>
      </>
    );
  }
  if (state === 'applying')
    return (
      <ButtonLink href={`/me/application?section=${sectionId}`} aria-label={`报名：${title}`}>
        报名，等摇号
      </ButtonLink>
    );
  if (state !== 'open') return null;
  if (hasCourse) return <p className="quiet">已选了这门课的另一个班。要换班，先在“我的课”里退选。</p>;
  if (signInHref) {
    return <ButtonLink href={signInHref}>{isFull ? '登录后排候补' : '登录后选这门课'}</ButtonLink>;
  }
  return (
    <PostButton
      action={`/sections/${sectionId}/enrolment`}
      fields={isFull ? { waitlist: 'yes' } : {}}
      label={isFull ? `候补：${title}` : `选这门课：${title}`}
    >
      {isFull ? '排候补' : '选这门课'}
    </PostButton>
  );
}
