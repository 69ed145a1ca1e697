import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { moved, problemsOf, readApplication } from '#app/features/selection/application.schema.ts';
import { applicationPage, sentPage } from '#app/features/selection/application-page.server.ts';
import { applyRefusalWords } from '#app/features/selection/application-words.rules.ts';
import { apply, takeBackApplication } from '#app/features/selection/applying.server.ts';
import { ApplicationForm } from '#app/features/selection/parts/application-form.tsx';
import { ApplicationReview } from '#app/features/selection/parts/application-review.tsx';
import { ApplicationState } from '#app/features/selection/parts/application-state.tsx';
import { readForm } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '预选报名 · 社区学院' }];

export const handle: PageHandle = { width: 'reading', breadcrumb: [{ label: '我的', href: '/me' }] };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { searchParams } = new URL(request.url);
  const done = searchParams.get('done');
  return {
    ...(await applicationPage(context.db, {
      personId: actor.personId ?? '',
      wanted: searchParams.get('section'),
      asked: searchParams.get('round'),
      now: context.now(),
    })),
    done: done === 'applied' || done === 'withdrawn' ? done : null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const personId = actor.personId ?? '';
  const form = readApplication(await readForm(request));
  const now = context.now();
  const sent = { choices: form.choices, places: form.places, waitlist: form.waitlist };
  if (form.means === 'withdraw') {
    const taken = await takeBackApplication(context.db, { actor, personId, now });
    if (taken.outcome === 'withdrawn') throw redirect('/me/application?done=withdrawn', 303);
    return data({ ...sent, review: false, errors: [{ message: applyRefusalWords('closed') }] }, 409);
  }
  if (typeof form.means === 'object')
    return data({ ...sent, choices: moved(form.choices, form.means), review: false, errors: [] });
  const problems = problemsOf(form.choices);
  if (problems.length > 0) return data({ ...sent, review: false, errors: problems }, 400);
  if (form.means === 'check') return data({ ...sent, review: true, errors: [] });
  const choices = form.choices.filter((choice) => choice !== '');
  const wish = { choices, mostPlaces: form.places, waitlist: form.waitlist };
  const outcome = await apply(context.db, { actor, personId, ...wish, now });
  if (outcome.outcome === 'applied') throw redirect('/me/application?done=applied', 303);
  return data({ ...sent, review: false, errors: sentPage(outcome, form.choices) }, 409);
}

export default function MyApplication() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const spoken = useSpoken();
  const { round, done } = page;
  if (!round) return <NoRound withdrawn={done === 'withdrawn'} />;
  const errors = sent?.errors ?? [];
  return (
    <>
      <ErrorSummary errors={errors.map((error) => ({ ...error, message: spoken(error.message) }))} />
      {done && !sent ? (
        <Notice
          tone="success"
          announce
          title={done === 'applied' ? '报名收到了。截止以前都可以改。' : '报名已撤回。截止以前可以再报。'}
        />
      ) : null}
      <PageTitle
        eyebrow={`${round.termName}\u00a0· ${round.name}`}
        title={titles[round.state]}
        lead={leadOf(round)}
      />
      <Stack gap={8}>
        {sent?.review ? <ApplicationReview page={page} sent={sent} /> : null}
        {page.application ? <ApplicationState page={page} /> : null}
        {round.state === 'applying' ? (
          <ApplicationForm page={page} sent={sent ?? null} errors={errors} />
        ) : null}
        <p>
          <a className="link-target" href={`/rounds/${round.id}`}>
            这次预选的班、报名人数和摇号办法
          </a>
        </p>
      </Stack>
    </>
  );
}

const titles = {
  preparing: '预选报名',
  coming: '预选报名',
  applying: '预选报名',
  closed: '报名已截止',
  frozen: '等待摇号',
  drawn: '摇号结果',
  admitted: '摇号结果',
} as const;

function leadOf({ state, closesAt }: { state: keyof typeof titles; closesAt: string | null }): string {
  if (state === 'applying' && closesAt)
    return `${formatMoment(closesAt)} 截止，然后摇号。早报晚报机会一样，不用抢。`;
  if (state === 'closed' || state === 'frozen') return '报名不能再改了。摇出结果会发通知，也写在这一页。';
  return '每个志愿的结果和原因都在下面。谁都可以用公布的种子重算一遍。';
}

function NoRound({ withdrawn }: { withdrawn: boolean }) {
  return (
    <>
      {withdrawn ? <Notice tone="success" announce title="报名已撤回。" /> : null}
      <PageTitle title="预选报名" />
      <EmptyState title="现在没有正在报名的预选" action={<ButtonLink href="/courses">先看看课程</ButtonLink>}>
        <p>名额紧的班在学期开始前先报名、再摇号，不用抢。开始报名时，首页会写明。</p>
      </EmptyState>
    </>
  );
}
