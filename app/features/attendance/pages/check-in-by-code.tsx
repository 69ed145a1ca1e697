import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { readFields } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { figuresField } from '../check-in.schema.ts';
import { figuresHold } from '../check-in-tokens.server.ts';
import {
  checkedInWords,
  noneOpen,
  notCheckedIn,
  opensWords,
  tooManyWrong,
  wrongFigures,
} from '../check-in-words.rules.ts';
import { checkIn, meetingsAtDoor } from '../checking-in.server.ts';
import { policy } from '../policy.rules.ts';
import { WrongCodes } from '../wrong-codes.ts';

export const meta: MetaFunction = () => [{ title: '输码签到 · 社区学院' }];
export const handle = { width: 'reading', breadcrumb: [{ label: '我的', href: '/me' }] };

const wrongCodes = new WrongCodes();

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const meetings = await meetingsAtDoor(context.db, { personId: actor.personId ?? '', now: context.now() });
  return { meetings };
}

/** The six figures below the square pattern, for whoever does not scan. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db, env } = context;
  const [now, personId] = [context.now(), actor.personId ?? ''];
  const typed = (await readFields(request)).code ?? '';
  const refused = (message: string, status: number) => data({ ok: false as const, message, typed }, status);
  const figures = figuresField.safeParse(typed);
  if (!figures.success) return refused(figures.error.issues[0]?.message ?? '', 400);
  if (wrongCodes.isOver(personId, { most: policy.checkIn.mostWrongCodes, now }))
    return refused(tooManyWrong, 429);
  const open = await meetingsAtDoor(db, { personId, now });
  if (open.length === 0) return refused(noneOpen, 409);
  const meant = open.find(({ meetingId }) =>
    figuresHold({ env, meetingId }, figures.data, now, policy.checkIn),
  );
  if (!meant) {
    wrongCodes.note(personId, now);
    return refused(wrongFigures, 400);
  }
  const done = await checkIn(db, { actor, meetingId: meant.meetingId, way: 'code', at: now, now });
  if (!done.ok) return refused(notCheckedIn[done.reason], 409);
  return { ok: true as const, message: checkedInWords(done.state, done.isNew), typed: '' };
}

export default function CheckInByCode() {
  const { meetings } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const wrong = sent && !sent.ok ? sent : null;
  return (
    <>
      <PageTitle title="输码签到" lead="屏幕上方块图下面有 6 位数字，照着填。不签也行：老师会点名。" />
      {wrong ? <ErrorSummary errors={[{ field: 'code', message: wrong.message }]} /> : null}
      {sent?.ok ? <Notice tone="success" title={sent.message} announce /> : null}
      {meetings.length === 0 ? (
        <EmptyState title="现在没有可以签到的课">
          <p>{opensWords}。</p>
        </EmptyState>
      ) : (
        <>
          <ul className="rule-list">
            {meetings.map(({ meetingId, sectionTitle, number, startsAt }) => (
              <li key={meetingId}>
                {sectionTitle}，第 {number} 次，{formatMoment(startsAt)}
              </li>
            ))}
          </ul>
          <form method="post" className="form">
            <TextField
              name="code"
              label="屏幕上的 6 位数字"
              inputMode="numeric"
              autoComplete="off"
              width="short"
              maxLength={12}
              defaultValue={wrong?.typed}
              error={wrong?.message}
              required
            />
            <div className="actions">
              <Button tone="primary">我到了</Button>
            </div>
          </form>
        </>
      )}
    </>
  );
}
