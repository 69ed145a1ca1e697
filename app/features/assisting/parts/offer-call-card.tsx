import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { formatMoment } from '#app/lib/time.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Status } from '#app/ui/status.tsx';
import type { OfferToCall } from '../offers-to-call.server.ts';

/** One open offer: whom to call, about what, until when, and what came of it. */
export function OfferCallCard({
  offer,
  first = false,
  named = true,
}: {
  offer: OfferToCall;
  /** The one to begin with. */
  first?: boolean;
  /** Not yet on the person's own page. */
  named?: boolean;
}) {
  const at = `/assist/offers/${offer.offerId}`;
  const course = `${offer.courseTitle}（${sectionName(offer.sectionTitle)}）`;
  return (
    <Card
      title={named ? <a href={`/assist/people/${offer.personId}`}>{offer.name}</a> : course}
      level={3}
      aside={<Status tone="attention">等答复</Status>}
      footer={
        <>
          <ButtonLink
            href={`${at}?answer=accept`}
            tone={first ? 'primary' : 'secondary'}
            aria-label={`打过电话，要这个名额：${offer.name}`}
          >
            打过电话，要这个名额
          </ButtonLink>
          <ButtonLink href={`${at}?answer=decline`} aria-label={`不要：${offer.name}`}>
            不要
          </ButtonLink>
          <PostButton action={at} fields={{ outcome: 'no-answer' }} label={`没打通：${offer.name}`}>
            没打通
          </PostButton>
        </>
      }
    >
      {named ? <p>{course}</p> : null}
      <p className="quiet">{offer.when}</p>
      <p>
        <strong>{formatMoment(offer.expiresAt)}</strong> 前要答复，过时转给下一位。
      </p>
      <p className="quiet">{[whoWords(offer), callWords(offer)].filter(Boolean).join(' ')}</p>
    </Card>
  );
}

function whoWords({ elder, hasAccount }: OfferToCall): string {
  if (!hasAccount) return '没有账号，收不到通知。';
  return elder ? '老年学员，可能没看到通知。' : '';
}

function callWords({ unanswered, lastCallAt }: OfferToCall): string {
  return lastCallAt ? `打过 ${unanswered} 次没打通，最近一次是 ${formatMoment(lastCallAt)}。` : '';
}
