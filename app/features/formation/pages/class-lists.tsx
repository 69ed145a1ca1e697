import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { formationDesk } from '#app/features/formation/desk.server.ts';
import { ClassList, GroupSheet } from '#app/features/formation/parts/class-sheets.tsx';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { sectionInHand } from '#app/features/timetable/teaching.server.ts';
import { holds } from '#app/lib/actor.ts';
import { failure } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `分班名单：${page?.section.title ?? ''} · 社区学院` },
];

export const handle: PageHandle = {
  breadcrumb: (page) => {
    const { section } = page as Awaited<ReturnType<typeof loader>>;
    return [...teachingCrumbs(), { label: section.title, href: `/teach/sections/${section.id}` }];
  },
};

/** Lists of classes and groups for printing; a teacher sees them once they are confirmed. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const section = await sectionInHand(context.db, { actor, sectionId: params.sectionId ?? '' });
  if (!section) throw failure(request, 404, { message: '没有找到这个班，或者这个班由别的老师带。' });
  const { formation, arranged } = await formationDesk(context.db, {
    sectionId: section.id,
    now: context.now(),
  });
  await noteOpened(context.db, {
    actor,
    action: 'section.roster-read',
    subject: ['section', section.id],
    concerns: null,
    now: context.now(),
  });
  const may = formation && (formation.confirmedAt || holds(actor, 'registrar', 'academy-admin'));
  return {
    section,
    draft: formation !== null && formation.confirmedAt === null,
    cohorts: may && arranged ? arranged.cohorts : [],
    groups: new URL(request.url).searchParams.get('of') === 'groups',
  };
}

export default function ClassLists() {
  const { section, cohorts, draft, groups } = useLoaderData<typeof loader>();
  const base = `/teach/sections/${section.id}/classes`;
  if (cohorts.length === 0)
    return (
      <>
        <PageTitle eyebrow={section.title} title="分班名单" />
        <EmptyState title="分班还没有确认">
          <p>教务确认分班以后，这里有各班和各组的名单。</p>
        </EmptyState>
      </>
    );
  return (
    <>
      <div className="no-print">
        <PageTitle
          eyebrow={section.title}
          title="分班名单"
          lead="用浏览器的“打印”，每个班从新的一页 A4 纸开始。"
        />
      </div>
      <Tabs
        label="打印什么"
        tabs={[
          { label: '班级名单', href: base, current: !groups },
          { label: '小组名单', href: `${base}?of=groups`, current: groups },
        ]}
      />
      {cohorts.map((cohort) =>
        groups ? (
          <GroupSheet key={cohort.number} section={section} cohort={cohort} draft={draft} />
        ) : (
          <ClassList key={cohort.number} section={section} cohort={cohort} draft={draft} />
        ),
      )}
    </>
  );
}
