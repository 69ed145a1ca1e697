import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { searchLibrary } from '#app/features/catalogue/library.server.ts';
import { COURSES_A_PAGE, libraryAddress } from '#app/features/catalogue/library-address.rules.ts';
import { readLibraryQuery, searchOf } from '#app/features/catalogue/library-query.schema.ts';
import { cardOf } from '#app/features/catalogue/parts/course-card-facts.ts';
import { LibraryFilters, LibraryOrders } from '#app/features/catalogue/parts/library-filters.tsx';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { cardSections, openNow } from '#app/features/timetable/reading.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { CourseCard } from '#app/ui/course-card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.query.q ? `${data.query.q} · ` : ''}课程库 · 社区学院` },
  { name: 'description', content: '四所学校的课程、班级、名额和学员评分。' },
];

export async function loader({ request, context: { db, now } }: LoaderFunctionArgs) {
  const query = readLibraryQuery(new URL(request.url));
  const open = await openNow(db, now());
  const found = await searchLibrary(db, searchOf(query), open.courseIds);
  const courseIds = found.courses.map(({ id }) => id);
  const sections = await cardSections(db, { courseIds, open, now: now() });
  const seats = await seatsOf(
    db,
    [...sections.values()].map(({ id }) => id),
  );
  const modules = found.modules.filter(({ school }) => !query.school || school === query.school);
  return {
    query: { ...query, page: found.page },
    total: found.total,
    openTotal: found.openTotal,
    loose: found.loose,
    modules: [...new Set(modules.map(({ module }) => module))],
    cards: found.courses.map((course) => cardOf(course, sections.get(course.id), seats)),
  };
}

export default function Courses() {
  const { query, modules, cards, total } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title="课程库" lead="四所学校的课都在这里。评分来自学完的人，满 5 份才显示。" />
      <LibraryFilters query={query} modules={modules} />
      <div className="cluster gap-x-8 gap-y-1 justify-between mb-4">
        <ResultWords />
        {total > 1 ? <LibraryOrders query={query} /> : null}
      </div>
      {cards.length === 0 ? <NothingFound /> : null}
      <CardGrid>
        {cards.map((card) => (
          <CourseCard key={card.code} {...card} level={2} />
        ))}
      </CardGrid>
      {total > 0 ? (
        <Pagination
          page={query.page}
          pageSize={COURSES_A_PAGE}
          total={total}
          unit="门课"
          href={(page) => libraryAddress(query, { page })}
        />
      ) : null}
    </>
  );
}

function ResultWords() {
  const { query, total, openTotal, loose } = useLoaderData<typeof loader>();
  if (loose) {
    return (
      <p className="result-count">
        没有课正好写着“{query.q}”。下面 {total} 门课里，这些词分开出现过。
      </p>
    );
  }
  const open =
    query.open || openTotal === 0 ? null : (
      <a href={libraryAddress(query, { open: '1' })}>{openTotal} 门正在选课</a>
    );
  return (
    <p className="result-count">
      {query.q ? `“${query.q}”找到` : '共'} {total} 门课{open ? <>，其中 {open}</> : null}
    </p>
  );
}

function NothingFound() {
  const { query } = useLoaderData<typeof loader>();
  return (
    <EmptyState title="没有找到合适的课" action={<ButtonLink href="/courses">看全部课程</ButtonLink>}>
      {query.q ? (
        <p>可以换一个短一点的词，只打拼音或首字母也行，比如 xieshang、xs。</p>
      ) : (
        <p>可以少选一个条件再看。</p>
      )}
    </EmptyState>
  );
}
