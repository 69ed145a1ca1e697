import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { SignSheets } from '#app/features/selection/parts/sign-sheets.tsx';
import { ROSTER_LINES, rosterOf, rosterSize } from '#app/features/selection/reading.server.ts';
import { meetingsOf } from '#app/features/timetable/meetings.server.ts';
import { SectionTabs } from '#app/features/timetable/parts/section-tabs.tsx';
import { sectionSheet } from '#app/features/timetable/section-sheet.server.ts';
import { daysWords } from '#app/features/timetable/section-words.rules.ts';
import { failure } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `名单：${page?.section.title ?? '班'} · 社区学院` },
];

export const handle = { width: 'wide', breadcrumb: adminCrumbs('sections') };

/** The class list for paper: names in the order of their pinyin, a column to sign for each meeting; of a very large class in parts. */
export async function loader({ request, context: { db }, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const section = await sectionSheet(db, params.sectionId ?? '', dayOf(context.now()));
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  const people = await rosterSize(db, section.id);
  const asked = Math.trunc(Number(new URL(request.url).searchParams.get('page'))) || 1;
  const page = Math.max(1, Math.min(asked, Math.ceil(people / ROSTER_LINES)));
  const [roster, meetings] = await Promise.all([
    rosterOf(db, section.id, (page - 1) * ROSTER_LINES),
    meetingsOf(db, [section.id]),
  ]);
  await noteOpened(context.db, {
    actor,
    action: 'section.roster-read',
    subject: ['section', section.id],
    concerns: null,
    now: context.now(),
  });
  return {
    section,
    people,
    page,
    pageSize: ROSTER_LINES,
    names: roster.map(({ enrolmentId, name }) => ({ id: enrolmentId, name })),
    meetings: meetings
      .filter(({ cancelledBecause }) => cancelledBecause === null)
      .map(({ id, number, startsAt }) => ({ id, number, startsAt })),
  };
}

export default function ClassList() {
  const { section, names, meetings, people, page, pageSize } = useLoaderData<typeof loader>();
  const facts = [
    section.termName,
    daysWords(section.startsOn, section.endsOn),
    section.teacherName ? `老师：${section.teacherName}` : '',
    section.headTeacher ? `班主任：${section.headTeacher.name}` : '',
    `${people} 人`,
  ];
  return (
    <>
      <PageTitle eyebrow={section.code} title={section.title} lead={facts.filter(Boolean).join(' · ')} />
      <SectionTabs sectionId={section.id} current="/list" />
      {names.length === 0 ? (
        <EmptyState title="还没有人选">
          <p>有人选上以后，这里就是能打印的签到名单。</p>
        </EmptyState>
      ) : (
        <>
          <p className="no-print quiet">用浏览器的“打印”就行，已按 A4 排好；名字按拼音排。</p>
          {people > pageSize ? (
            <div className="no-print">
              <p className="quiet">人多，名单分成几份，每份 {pageSize} 人，请一份一份打印。</p>
              <Pagination
                {...{ page, pageSize, total: people }}
                unit="人"
                href={(one) => `/admin/sections/${section.id}/list?page=${one}`}
              />
            </div>
          ) : null}
          <SignSheets
            title={people > pageSize ? `${section.title}（第 ${page} 份）` : section.title}
            names={names}
            meetings={meetings}
          />
        </>
      )}
    </>
  );
}
