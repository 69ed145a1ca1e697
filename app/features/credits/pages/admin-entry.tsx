import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { explainedEntry } from '#app/features/credits/explaining.server.ts';
import { keepersOfLedger } from '#app/features/credits/keepers.ts';
import { EntryDetail } from '#app/features/credits/parts/entry-detail.tsx';
import { ReversalForm } from '#app/features/credits/parts/reversal-form.tsx';
import { publicAgainUntil } from '#app/features/declarations/publicity.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { isReached, reachBy } from '#app/features/identity/reach.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.entry.personName ?? ''}的学分 · 社区学院` },
];

export const handle: PageHandle = { breadcrumb: adminCrumbs('credits') };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfLedger);
  const explained = await explainedEntry(context.db, params.entryId ?? '');
  const reach = reachBy(actor, keepersOfLedger, context.now());
  if (!explained || !(await isReached(context.db, reach, explained.entry.personId)))
    throw failure(request, 404, { message: '没有找到这笔学分。' });
  const { entry } = explained;
  await writeJournal(context.db, {
    actor,
    action: 'credit.read',
    subjectType: 'credit-entry',
    subjectId: entry.id,
    detail: {},
    now: context.now(),
  });
  const mayReverse =
    entry.kind === 'award' && entry.reversedById === null && entry.personId !== actor.personId;
  const publicUntil = mayReverse ? await publicAgainUntil(context.db, entry.source) : null;
  return { ...explained, mayReverse, publicUntil, own: entry.personId === actor.personId };
}

export default function AdminEntry() {
  const { entry, category, seal, mayReverse, publicUntil, own } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        eyebrow={entry.personName}
        title={`《${entry.title}》${formatHundredths(entry.amount)} 学分`}
      />
      {entry.kind === 'reversal' ? (
        <Notice tone="warn" title={`这是一笔冲销。理由：${entry.reason ?? ''}`} />
      ) : null}
      {entry.reversedById ? (
        <Notice
          tone="warn"
          title="已经冲销"
          action={<a href={`/admin/credits/${entry.reversedById}`}>看冲销记录</a>}
        />
      ) : null}
      <EntryDetail entry={entry} category={category} seal={seal} />
      {publicUntil ? (
        <Notice title={`这项申报经申诉改了认定，正在重新公示到${formatDate(publicUntil)}`}>
          不用处理的话，期满后按新的认定记入，这笔会自动冲销。现在冲销或更正，就以这一次处理为准，期满后不再记入。
        </Notice>
      ) : null}
      {mayReverse ? (
        <div className="actions">
          <ReversalForm entryId={entry.id} />
          <ButtonLink href={`/admin/credits/adjustments/new?entry=${entry.id}`} tone="quiet">
            更正多记、少记的部分
          </ButtonLink>
        </div>
      ) : null}
      {own ? <p className="quiet">自己的学分要由别的经手人冲销。</p> : null}
    </>
  );
}
