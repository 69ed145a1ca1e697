import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { keptScan, readScan, readToken } from '../check-in-tokens.server.ts';
import { checkedInWords, notCheckedIn, staleCode, unknownCode } from '../check-in-words.rules.ts';
import { checkIn, meetingAtDoor } from '../checking-in.server.ts';
import { policy } from '../policy.rules.ts';

export const meta: MetaFunction = () => [{ title: '签到 · 社区学院' }];
export const handle = { width: 'reading' };

const COOKIE = 'checkin';
const nonceIn = (cookies: string | null) =>
  /(?:^|;\s*)checkin=([\w-]{24})(?:;|$)/.exec(cookies ?? '')?.[1] ?? '';

/**
 * Where the square pattern on the screen leads: a code that holds is kept for this browser, so that there is time to sign in, and leads to the page that asks
 * for one tap.
 */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { db, env, now } = context;
  const token = params.token ?? '';
  const nonce = nonceIn(request.headers.get('cookie'));
  const scanned = readScan(env, { scan: token, nonce }, now(), policy.checkIn);
  if (!scanned) {
    const shown = readToken(env, token, now(), policy.checkIn);
    if (!shown) throw failure(request, 404, { message: token.endsWith('.s') ? staleCode : unknownCode });
    if (!shown.holds) throw failure(request, 410, { message: staleCode });
    const kept = keptScan({ env, meetingId: shown.meetingId }, now());
    const secure = env.PUBLIC_URL?.protocol === 'https:' ? '; Secure' : '';
    const cookie = `${COOKIE}=${kept.nonce}; Path=/checkin; Max-Age=${policy.checkIn.afterScanMinutes * 60}; HttpOnly; SameSite=Lax${secure}`;
    return redirect(`/checkin/${kept.scan}`, { headers: { 'set-cookie': cookie } });
  }
  const actor = await requireActor(request, context);
  const meeting = await meetingAtDoor(db, { meetingId: scanned.meetingId, personId: actor.personId ?? '' });
  if (!meeting) throw failure(request, 404, { message: notCheckedIn['not-yours'] });
  return { meeting };
}

/** One tap: somebody is there since they have scanned. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { db, env, now } = context;
  // Nothing is asked but the tap itself; what cannot be read is refused like everywhere.
  await readFields(request);
  const nonce = nonceIn(request.headers.get('cookie'));
  const scanned = readScan(env, { scan: params.token ?? '', nonce }, now(), policy.checkIn);
  if (!scanned) throw failure(request, 404, { message: staleCode });
  const actor = await requireActor(request, context);
  const { meetingId, scannedAt: at } = scanned;
  const done = await checkIn(db, { actor, meetingId, way: 'qr', at, now: now() });
  if (!done.ok)
    throw failure(request, done.reason === 'not-yours' ? 404 : 409, { message: notCheckedIn[done.reason] });
  return { words: checkedInWords(done.state, done.isNew) };
}

export default function CheckIn() {
  const { meeting } = useLoaderData<typeof loader>();
  const done = useActionData<typeof action>();
  return (
    <>
      <PageTitle
        eyebrow={meeting.sectionTitle}
        title={`第 ${meeting.number} 次课签到`}
        lead={`${meeting.topic}，${formatMoment(meeting.startsAt)}`}
      />
      {done ? (
        <Notice
          tone="success"
          title={done.words}
          announce
          action={<ButtonLink href={`/learn/${meeting.enrolmentId}`}>看这门课</ButtonLink>}
        />
      ) : meeting.state ? (
        <Notice tone="success" title={checkedInWords(meeting.state, false)} />
      ) : (
        <form method="post" className="form">
          <div className="actions">
            <Button tone="primary">我到了</Button>
          </div>
        </form>
      )}
      <p className="quiet">不扫码也行：老师会点名。学院不看你的位置。</p>
    </>
  );
}
