import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { listTeachers } from '#app/features/teachers/library.server.ts';
import { TeacherCard } from '#app/features/teachers/parts/teacher-card.tsx';
import { schoolNames, schools } from '#app/lib/vocabulary.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [
  { title: '老师库 · 社区学院' },
  { name: 'description', content: '四所学校共用的老师、他们教的课和学员评分。' },
];

const query = z.object({
  q: z.string().trim().max(64).catch(''),
  school: z.enum(schools).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const asked = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const found = await listTeachers(context.db, { ...asked, now: context.now() });
  return { ...asked, ...found };
}

export default function Teachers() {
  const { q, school, teachers, total, page, pageSize } = useLoaderData<typeof loader>();
  const address = (change: { school?: string; page?: number }) => {
    const next = { school, page: 1, ...change };
    const search = new URLSearchParams({
      ...(q ? { q } : {}),
      ...(next.school ? { school: next.school } : {}),
      ...(next.page > 1 ? { page: String(next.page) } : {}),
    }).toString();
    return search ? `/teachers?${search}` : '/teachers';
  };
  return (
    <>
      <PageTitle title="老师库" lead="四所学校共用这些老师。按姓名排列，不按分数排；评分满 5 份才显示。" />
      <SearchBox action="/teachers" label="找老师" value={q} placeholder="姓名、拼音、专长">
        {school ? <input type="hidden" name="school" value={school} /> : null}
      </SearchBox>
      <Tabs
        label="学校"
        tabs={[
          { label: '全部', href: address({ school: '' }), current: !school },
          ...schools.map((each) => ({
            label: schoolNames[each],
            href: address({ school: each }),
            current: school === each,
          })),
        ]}
      />
      <p className="result-count">{q ? `“${q}”找到 ${total} 位老师` : `共 ${total} 位老师`}</p>
      {teachers.length === 0 ? (
        <EmptyState title="没有找到这样的老师" action={<ButtonLink href="/teachers">看全部老师</ButtonLink>}>
          <p>可以换一个短一点的词，只打拼音也行。</p>
        </EmptyState>
      ) : null}
      <CardGrid>
        {teachers.map((teacher) => (
          <TeacherCard key={teacher.id} teacher={teacher} />
        ))}
      </CardGrid>
      {total > pageSize ? (
        <Pagination
          page={page}
          pageSize={pageSize}
          total={total}
          unit="位老师"
          href={(to) => address({ page: to })}
        />
      ) : null}
    </>
  );
}
