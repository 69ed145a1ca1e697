import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { giveUpMakeUp, openMakeUp } from '#app/features/making-up/opening.server.ts';
import { ownMakeUps } from '#app/features/making-up/own.server.ts';
import { MissedMeetings } from '#app/features/making-up/parts/missed-meetings.tsx';
import { allowanceWords, refusalWords, worthWords } from '#app/features/making-up/words.rules.ts';
import { doneIn, failure, readForm } from '#app/lib/http.server.ts';
import { courseElsewhere } from '#app/shell/course-elsewhere.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { learningCrumbs } from '#app/shell/learning-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `补课 · ${page?.enrolment.courseTitle ?? '学习'} · 社区学院` },
];

export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: learningCrumbs(({ enrolment }: { enrolment: { id: string; courseTitle: string } }) => ({
    title: enrolment.courseTitle,
    enrolmentId: enrolment.id,
  })),
};

const notFound = { message: '没有找到这门课。可能已经退选，或者地址抄错了。' };
const doneWords: Record<string, string> = {
  opened: '可以开始补了。录播和小测先做哪个都行。',
  'given-up': '这一次先不补了，名额还给你。',
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const own = await ownMakeUps(context.db, {
    enrolmentId: params.enrolmentId ?? '',
    personId: actor.personId,
    now: context.now(),
  });
  if (!own) throw await courseElsewhere(request, context, { actor, ...params, ...notFound });
  return { ...own, done: doneIn(request, doneWords) };
}

const form = z.object({ meeting: z.string().max(36), means: z.enum(['open', 'give-up']) });

/** Begins to make up a meeting, or gives that up. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { enrolmentId = '' } = params;
  const sent = form.safeParse(Object.fromEntries(await readForm(request)));
  if (!sent.success) throw failure(request, 400);
  const { meeting, means } = sent.data;
  const step = { actor, enrolmentId, meetingId: meeting, now: context.now() };
  const outcome =
    means === 'open' ? await openMakeUp(context.db, step) : await giveUpMakeUp(context.db, step);
  if (outcome.ok)
    throw redirect(`/learn/${enrolmentId}/make-up?done=${doneBy[means]}#meeting-${meeting}`, 303);
  if (outcome.reason === 'not-found')
    throw await courseElsewhere(request, context, { actor, enrolmentId, ...notFound });
  return data({ message: refusalWords(outcome.reason) }, 409);
}

const doneBy = { open: 'opened', 'give-up': 'given-up' };

export default function OwnMakeUps() {
  const own = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { enrolment, missed, done, makeUpPercent } = own;
  return (
    <>
      {refused ? <Notice tone="warn" title={refused.message} announce /> : null}
      {done && !refused ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle eyebrow={enrolment.courseTitle} title="补课" lead={allowanceWords(own)} />
      {missed.length === 0 ? (
        <EmptyState title="没有缺课">
          <p>点过名的课都到了，不用补。</p>
        </EmptyState>
      ) : (
        <>
          {own.most > 0 ? <p>{worthWords(makeUpPercent)}</p> : null}
          <MissedMeetings
            missed={missed}
            enrolmentId={enrolment.id}
            over={own.over}
            minimumShare={own.minimumShare}
          />
        </>
      )}
      <div className="actions">
        <ButtonLink href={`/learn/${enrolment.id}`}>回到这门课</ButtonLink>
      </div>
    </>
  );
}
