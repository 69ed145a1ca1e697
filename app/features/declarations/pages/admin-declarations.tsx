import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { categoryNames } from '#app/features/credits/category-names.server.ts';
import { categoryWords } from '#app/features/credits/category-words.rules.ts';
import { policy } from '#app/features/declarations/declarable.rules.ts';
import { readersOfDeclarations } from '#app/features/declarations/keepers.ts';
import { readListQuery } from '#app/features/declarations/list.schema.ts';
import { QueueTable } from '#app/features/declarations/parts/queue-table.tsx';
import { reviewQueue } from '#app/features/declarations/queue.server.ts';
import { queueStates, stateNames } from '#app/features/declarations/states.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Filters } from '#app/ui/filters.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '学分申报 · 社区学院' }];
export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs() };

/** Open to reviewers of credits, who decide, and to the registrar and the academy's admin, who read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...readersOfDeclarations);
  await noteList(context.db, { actor, action: 'declaration.listed', url: request.url, now: context.now() });
  const asked = readListQuery(new URL(request.url));
  const now = context.now();
  const reach = reachBy(actor, readersOfDeclarations, now);
  const queue = await reviewQueue(context.db, { ...asked, reach, now });
  const names = await categoryNames(context.db, now);
  return { ...asked, ...queue, names, categories: policy.categories };
}

const addressOf = (asked: Record<string, string | null>) => {
  const kept = Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `/admin/declarations?${new URLSearchParams(kept)}`;
};

export default function AdminDeclarations() {
  const { state, category, categories, names, page, declarations, total, pageSize } =
    useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title="学分申报" lead="等得最久的在前。每一份由另一个人审，自己有份的要请别的审核员。" />
      <Tabs
        label="看哪一些"
        tabs={queueStates.map((one) => ({
          label: stateNames[one],
          href: addressOf({ state: one, category }),
          current: one === state,
        }))}
      />
      <Filters action="/admin/declarations" chosen={category ? 1 : 0} clearHref={addressOf({ state })}>
        <input type="hidden" name="state" value={state} />
        <SelectField
          name="category"
          label="哪一类"
          placeholder="全部"
          defaultValue={category ?? ''}
          options={categories.map((code) => ({ value: code, label: categoryWords(names, code) }))}
        />
      </Filters>
      <QueueTable declarations={declarations} names={names} />
      <ExportLink rows={total} countedTo={1_000} unit="份" />
      {total > 0 ? (
        <Pagination
          page={page}
          pageSize={pageSize}
          total={total}
          unit="份"
          href={(to) => addressOf({ state, category, page: String(to) })}
        />
      ) : null}
    </>
  );
}
