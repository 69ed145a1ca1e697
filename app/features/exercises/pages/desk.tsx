import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { type CourseOnDesk, coursesOnDesk } from '#app/features/exercises/exercise-desk.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachOf } from '#app/features/timetable/course-reach.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { type Column, Table } from '#app/ui/table.tsx';

export const meta: MetaFunction = () => [{ title: '小测和题库 · 社区学院' }];
export const handle: PageHandle = { width: 'wide', breadcrumb: teachingCrumbs() };

const PAGE_SIZE = 20;
const pageNumber = z.coerce.number().int().min(1).max(1_000).catch(1);

/** Open to instructors (what they teach) and to the registrar and the academy's admin. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const page = pageNumber.parse(new URL(request.url).searchParams.get('page') ?? 1);
  const reach = await reachOf(context.db, actor);
  return { page, ...(await coursesOnDesk(context.db, { reach, page, pageSize: PAGE_SIZE })) };
}

const columns: readonly Column<CourseOnDesk>[] = [
  { key: 'course', label: '课程', head: true, render: ({ title }) => title },
  {
    key: 'exercises',
    label: '小测',
    render: ({ exercises }) =>
      exercises.length === 0 ? (
        <span className="quiet">还没有</span>
      ) : (
        <div>
          {exercises.map(({ id, title }) => (
            <p key={id}>
              <a href={`/teach/exercises/${id}`}>{title}</a>
            </p>
          ))}
        </div>
      ),
  },
  {
    key: 'bank',
    label: '题库',
    short: true,
    render: ({ code, title, questions }) => (
      <a href={`/teach/courses/${code}/questions`}>
        {questions > 0 ? `${questions} 道题` : '写第一道题'}
        <span className="sr-only">，{title}</span>
      </a>
    ),
  },
];

export default function Desk() {
  const { courses, total, page } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="小测和题库"
        lead="题目放在每门课的题库里，小测从里面随机抽。"
        actions={
          <>
            <ButtonLink href="/teach/exercises/new" tone="primary">
              建一份小测
            </ButtonLink>
            <ButtonLink href="/teach/exercises/marking">等着看的答卷</ButtonLink>
          </>
        }
      />
      <Table
        caption="课程"
        captionHidden
        columns={columns}
        rows={courses}
        rowKey={({ code }) => code}
        empty={
          <EmptyState title="还没有归你管的课">
            <p>教务把课排给你以后，这里就会有。</p>
          </EmptyState>
        }
      />
      <ExportLink rows={total} unit="门课" />
      <Pagination
        page={page}
        pageSize={PAGE_SIZE}
        total={total}
        unit="门课"
        href={(to) => `/teach/exercises?page=${to}`}
      />
    </>
  );
}
