import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { TaskTable } from '#app/features/tasks/parts/task-table.tsx';
import { WorkTable } from '#app/features/tasks/parts/work-table.tsx';
import { readQueueQuery } from '#app/features/tasks/queue.schema.ts';
import { sectionsWaiting, workQueue } from '#app/features/tasks/queue.server.ts';
import { shows } from '#app/features/tasks/shows.ts';
import { tasksAtDesk } from '#app/features/tasks/tasks.server.ts';
import { workReachOf } from '#app/features/timetable/work-reach.server.ts';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Filters } from '#app/ui/filters.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '作业和实践 · 社区学院' }];
export const handle = { width: 'wide', breadcrumb: teachingCrumbs() };

const PAGE_SIZE = 20;
const showNames = { 'handed-in': '等着看', returned: '退回了', passed: '通过了', tasks: '布置的任务' };
/** Open to instructors (what they teach) and to the registrar and the academy's admin. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  await noteList(context.db, { actor, action: 'submission.listed', url: request.url, now: context.now() });
  const { db } = context;
  const { show, section, page } = readQueueQuery(new URL(request.url));
  const paging = { page, pageSize: PAGE_SIZE };
  if (show === 'tasks') {
    const { tasks, total } = await tasksAtDesk(db, { actor, ...paging });
    return { show, section: null, page, total, tasks, works: [], sections: [] };
  }
  const reach = await workReachOf(db, actor);
  const asked = { reach, state: show, sectionId: section, personId: actor.personId, ...paging };
  const [{ works, total }, sections] = await Promise.all([workQueue(db, asked), sectionsWaiting(db, reach)]);
  return { show, section, page, total, tasks: [], works, sections };
}

const addressOf = (asked: Record<string, string | null>) => {
  const kept = Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `/teach/tasks?${new URLSearchParams(kept)}`;
};

export default function Queue() {
  const { show, section, page, total, tasks, works } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="作业和实践"
        lead="先交的排在前面。照评分标准看，写几句话，通过或者退回修改。"
        actions={
          <ButtonLink href="/teach/tasks/new" tone="primary">
            布置任务
          </ButtonLink>
        }
      />
      <Tabs
        label="看哪一些"
        tabs={shows.map((one) => ({
          label: showNames[one],
          href: addressOf({ show: one, section: one === 'tasks' ? null : section }),
          current: one === show,
        }))}
      />
      {show === 'tasks' ? null : <SectionFilter />}
      {show === 'tasks' ? <TaskTable tasks={tasks} /> : <WorkTable works={works} state={show} />}
      <ExportLink
        rows={total}
        countedTo={show === 'tasks' ? undefined : 1_000}
        unit={show === 'tasks' ? '项' : '份'}
      />
      {total > 0 ? (
        <Pagination
          page={page}
          pageSize={PAGE_SIZE}
          total={total}
          unit={show === 'tasks' ? '项' : '份'}
          href={(to) => addressOf({ show, section, page: String(to) })}
        />
      ) : null}
    </>
  );
}

function SectionFilter() {
  const { show, section, sections } = useLoaderData<typeof loader>();
  if (sections.length < 2 && !section) return null;
  return (
    <Filters action="/teach/tasks" chosen={section ? 1 : 0} clearHref={addressOf({ show })}>
      <input type="hidden" name="show" value={show} />
      <SelectField
        name="section"
        label="哪个班"
        placeholder="全部"
        defaultValue={section ?? ''}
        options={sections.map(({ id, title }) => ({ value: id, label: title }))}
      />
    </Filters>
  );
}
