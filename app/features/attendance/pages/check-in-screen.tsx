import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { qrShapes } from '#app/features/sign-in/qr-shapes.server.ts';
import { meetingsOf } from '#app/features/timetable/meetings.server.ts';
import { sectionInHand } from '#app/features/timetable/teaching.server.ts';
import { failure, originOf } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { checkInStanding } from '../check-in.rules.ts';
import { shownCode } from '../check-in-tokens.server.ts';
import { notCheckedIn } from '../check-in-words.rules.ts';
import { countThere } from '../checking-in.server.ts';
import { policy } from '../policy.rules.ts';

export const meta: MetaFunction = () => [{ title: '签到码 · 社区学院' }];
export const handle: PageHandle = { interactive: true };

/** The code for the screen of a classroom. It is optional: the teacher's list is what counts. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db, env } = context;
  const sectionId = params.sectionId ?? '';
  const section = await sectionInHand(db, { actor, sectionId });
  const meeting = section && (await meetingsOf(db, [sectionId])).find(({ id }) => id === params.meetingId);
  if (!section || !meeting)
    throw failure(request, 404, { message: '没有找到这一次课，或者这个班由别的老师带。' });
  const now = context.now();
  const standing =
    meeting.cancelledBecause === null ? checkInStanding(meeting, now, policy.checkIn) : 'cancelled';
  const back = `/teach/sections/${sectionId}?tab=attendance&meeting=${meeting.id}`;
  const here = `/teach/sections/${sectionId}/meetings/${meeting.id}/screen`;
  const about = {
    title: section.title,
    number: meeting.number,
    topic: meeting.topic,
    startsAt: meeting.startsAt,
  };
  const every = policy.checkIn.codeSeconds;
  if (standing !== 'open')
    return { ...about, back, here, every, code: null, there: 0, why: notCheckedIn[standing] };
  const { token, figures, untilMs } = shownCode({ env, meetingId: meeting.id }, now, policy.checkIn);
  const qr = qrShapes(`${originOf(request, env)}/checkin/${token}`);
  const seconds = Math.max(1, Math.ceil((untilMs - now.getTime()) / 1000));
  const code = { qr, figures, seconds };
  return { ...about, back, here, every, code, there: await countThere(db, meeting.id), why: null };
}

/** Asks for the next code when this one has been shown for its time; without scripts a link does. */
function useNextCode(seconds: number | null, figures: string): void {
  const { revalidate } = useRevalidator();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each code has its own time
  useEffect(() => {
    if (seconds === null) return;
    const timer = setTimeout(revalidate, seconds * 1000);
    return () => clearTimeout(timer);
  }, [seconds, figures, revalidate]);
}

export default function CheckInScreen() {
  const { title, number, topic, startsAt, back, here, every, code, there, why } =
    useLoaderData<typeof loader>();
  useNextCode(code?.seconds ?? null, code?.figures ?? '');
  return (
    <>
      <PageTitle
        eyebrow={title}
        title={`第 ${number} 次课签到`}
        lead={`${topic}，${formatMoment(startsAt)}`}
      />
      {code ? (
        <>
          <svg
            className="qr qr-large"
            viewBox={`0 0 ${code.qr.size} ${code.qr.size}`}
            role="img"
            aria-label="签到的方块图"
          >
            <rect width={code.qr.size} height={code.qr.size} fill="#fff" />
            <path d={code.qr.path} fill="#000" />
          </svg>
          <p className="check-in-figures">
            {code.figures.slice(0, 3)} {code.figures.slice(3)}
          </p>
          <p>
            用手机扫一扫；不扫的，打开“我的”里的“输码签到”，填这 6 位数字。码 {every} 秒一换。已经签到 {there}{' '}
            人。
          </p>
        </>
      ) : (
        <Notice title={why ?? ''} />
      )}
      <div className="actions">
        <ButtonLink href={back}>回到名单</ButtonLink>
        {code ? <ButtonLink href={here}>换一个码</ButtonLink> : null}
      </div>
    </>
  );
}
