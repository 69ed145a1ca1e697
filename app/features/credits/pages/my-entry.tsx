import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { isLate } from '#app/features/appeals/appeals.rules.ts';
import { EntryAppealNote } from '#app/features/appeals/parts/entry-appeal-note.tsx';
import { ownAppeals } from '#app/features/appeals/reading.server.ts';
import { explainedEntry } from '#app/features/credits/explaining.server.ts';
import { EntryDetail } from '#app/features/credits/parts/entry-detail.tsx';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { dayOf, formatShortDate } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Seal } from '#app/ui/seal.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.entry.title ?? '学分'} · 社区学院` },
];

export const handle: PageHandle = {
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的学分', href: '/me/credits' },
  ],
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const explained = await explainedEntry(context.db, params.entryId ?? '');
  // Somebody else's answers like one that is not there.
  if (!explained || explained.entry.personId !== actor.personId)
    throw failure(request, 404, { message: '没有找到这笔学分。' });
  const { entry } = explained;
  const mayContest = entry.kind === 'reversal' || Boolean(entry.evidence.adjustment?.insteadOf);
  const about = { subject: 'entry', subjectId: entry.id, personId: entry.personId } as const;
  const appeals = mayContest ? await ownAppeals(context.db, about) : null;
  const late = appeals?.contested ? isLate(dayOf(context.now()), appeals.contested.dueOn) : false;
  return { ...explained, appeals, late };
}

export default function MyEntry() {
  const { entry, category, seal, appeals, late } = useLoaderData<typeof loader>();
  const note = <EntryAppealNote entryId={entry.id} appeals={appeals} late={late} />;
  const stands = entry.kind === 'award' && entry.reversedById === null;
  return (
    <>
      <PageTitle
        title={`《${entry.title}》${entry.kind === 'reversal' ? '冲销 ' : '得到 '}${formatHundredths(Math.abs(entry.amount))} 学分`}
        actions={
          stands ? (
            <Seal school={entry.school} date={formatShortDate(entry.occurredOn)} label="已计入" />
          ) : undefined
        }
      />
      {entry.reversedById ? (
        <Notice
          tone="warn"
          title="这笔学分已经冲销"
          action={<a href={`/me/credits/${entry.reversedById}`}>看冲销记录</a>}
        >
          原来的记录保留在这里，不再计入。
        </Notice>
      ) : null}
      {entry.kind === 'reversal' ? (
        <Notice
          tone="warn"
          title={`冲销理由：${entry.reason ?? ''}`}
          action={entry.reversesId ? <a href={`/me/credits/${entry.reversesId}`}>看原来的记录</a> : undefined}
        >
          {note}
        </Notice>
      ) : null}
      {stands && entry.evidence.adjustment?.insteadOf ? (
        <Notice tone="warn" title="这笔学分由两个人调整过">
          {note}
        </Notice>
      ) : null}
      <EntryDetail entry={entry} category={category} seal={seal} own />
    </>
  );
}
