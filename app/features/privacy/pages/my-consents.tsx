import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { applyOwnConsent } from '#app/features/privacy/consent-actions.server.ts';
import { consentsOf } from '#app/features/privacy/consents.server.ts';
import { AskConsent } from '#app/features/privacy/parts/ask-consent.tsx';
import { ConsentCard } from '#app/features/privacy/parts/consent-card.tsx';
import { ConsentHistory } from '#app/features/privacy/parts/consent-history.tsx';
import { teacherShown } from '#app/features/privacy/teacher-shown.server.ts';
import { doneIn, readFields } from '#app/lib/http.server.ts';
import { renderMarkdown } from '#app/lib/markdown.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '我同意过什么 · 社区学院' }];

export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的资料', href: '/me/data' },
  ],
};

const doneWords = {
  agreed: '记下了：同意。',
  refused: '记下了：不同意。照样能看课程、看自己的记录、退课。',
  withdrawn: '记下了：同意已经撤回。',
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { personId } = await requireActor(request, context);
  const { db } = context;
  const { notice, asked, kinds, all } = await consentsOf(db, {
    personId: personId ?? '',
    now: context.now(),
  });
  const shown = notice && {
    version: notice.version,
    title: notice.title,
    html: renderMarkdown(notice.summary),
  };
  const teacher = await teacherShown(db, personId ?? '');
  return { notice: shown, asked, kinds, all, teacher, done: doneIn(request, doneWords) };
}

/** Agrees, refuses or takes back: each by a press of one's own, never by a box that was ticked before. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const fields = await readFields(request);
  const outcome = await applyOwnConsent(context.db, { actor, fields, now: context.now() });
  if (outcome.ok) throw redirect(`/me/data/consents?done=${outcome.done}`, 303);
  return data(outcome.answer, outcome.status);
}

export default function MyConsents() {
  const { notice, asked, kinds, all, teacher, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有记下" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle title="我同意过什么" lead="同意了随时可以撤回，撤回和同意一样方便。" />
      {notice && asked ? <AskConsent notice={notice} /> : null}
      <Section title="各项同意">
        <Stack>
          {kinds.map((each) => (
            <ConsentCard key={each.kind} {...each} version={notice?.version ?? null} />
          ))}
          <p>
            <strong>公开的老师介绍</strong>：
            {teacher === null
              ? '老师库里没有你。'
              : teacher
                ? '老师库里公开了你的介绍。要撤下来，请告诉教务，当天就撤。'
                : '老师库里有你，没有公开。'}
          </p>
          <p>
            <strong>录播里拍到你</strong>
            ：每一讲发布以前，由老师问过画面里的人。不愿意再出现的，请写一份
            <a href="/me/data/corrections">更正请求</a>，写明哪一讲，学院会剪掉或者下架。
          </p>
        </Stack>
      </Section>
      <ConsentHistory all={all} />
    </>
  );
}
