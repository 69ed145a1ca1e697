import { ButtonLink } from '#app/ui/button.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Status } from '#app/ui/status.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export interface Choice {
  sectionId: string;
  title: string;
  state: 'open' | 'coming' | 'applying' | 'drawing' | 'over';
  isFull: boolean;
  /** It will be open to choose and can be put aside until then. */
  mayPrepare: boolean;
  /** It lies in the reader's basket. */
  inBasket: boolean;
  /** The reader's own enrolment in this section. */
  enrolmentId: string | null;
}

interface ChooseSectionProps {
  choice: Choice;
  /** Where to sign in; null for who has. */
  signInHref: string | null;
  /** Another section of the same course that the reader has. */
  ownSectionId: string | null;
}

/** Whether `ChooseSection` has something to say. */
export function isOffered({ choice, signInHref, ownSectionId }: ChooseSectionProps): boolean {
  const { state, enrolmentId, inBasket, mayPrepare } = choice;
  if (enrolmentId !== null || state === 'open') return true;
  if (ownSectionId) return false;
  return state === 'applying' || (signInHref === null && (inBasket || mayPrepare));
}

/** What the reader can do about a section: choose it or put it aside, apply for it, wait for a seat, sign in first, or go on learning. */
export function ChooseSection({ choice, signInHref, ownSectionId }: ChooseSectionProps) {
  const { sectionId, title, state, enrolmentId, inBasket } = choice;
  if (enrolmentId) {
    return (
      <>
        <Status tone="done">已选上</Status>
        <ButtonLink href={`/learn/${enrolmentId}`}>去学习</ButtonLink>
        <ButtonLink tone="quiet" href="/me/timetable#calendar">
          加入日历
        </ButtonLink>
      </>
    );
  }
  if (ownSectionId) return state === 'open' ? <SwapHere choice={choice} ownSectionId={ownSectionId} /> : null;
  if (state === 'applying')
    return <ButtonLink href={`/me/application?section=${sectionId}`}>去预选报名</ButtonLink>;
  if (signInHref)
    return state === 'open' ? (
      <ButtonLink href={signInHref}>{choice.isFull ? '登录后排候补' : '登录后选这门课'}</ButtonLink>
    ) : null;
  return (
    <>
      {state === 'open' ? <Take choice={choice} /> : null}
      {inBasket ? (
        <ButtonLink tone="quiet" href="/me/basket">
          已在选课单里
        </ButtonLink>
      ) : (
        <PostButton tone="quiet" action={`/sections/${sectionId}/basket-item`} label={`放进选课单：${title}`}>
          放进选课单
        </PostButton>
      )}
    </>
  );
}

function Take({ choice: { sectionId, title, isFull } }: { choice: Choice }) {
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

function SwapHere({
  choice: { sectionId, title, isFull },
  ownSectionId,
}: {
  choice: Choice;
  ownSectionId: string;
}) {
  const spoken = useSpoken();
  const fields = { drop: ownSectionId, ...(isFull ? { waitlist: 'yes' } : {}) };
  return (
    <>
      <PostButton
        action={`/sections/${sectionId}/swap`}
        fields={fields}
        label={isFull ? `候补，等到名额再换班：${title}` : `换成这个班：${title}`}
      >
        {isFull ? '排候补，等到名额再换' : '换成这个班'}
      </PostButton>
      <p className="quiet">
        {spoken(isFull ? '你现在的班先留着。' : '你现在的班会同时退掉；换不成就什么都不变。')}
      </p>
    </>
  );
}
