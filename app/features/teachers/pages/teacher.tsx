import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ScoreDimensions } from '#app/features/catalogue/parts/score-dimensions.tsx';
import { teacherBySlug } from '#app/features/teachers/library.server.ts';
import { coursesTaughtBy } from '#app/features/timetable/taught-courses.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { renderMarkdown } from '#app/lib/markdown.server.ts';
import { schoolNames } from '#app/lib/vocabulary.ts';
import { Columns } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { RichText } from '#app/ui/rich-text.tsx';
import { SchoolMark } from '#app/ui/school-mark.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.teacher.name ?? '老师'} · 社区学院` },
];

export const handle = { breadcrumb: [{ label: '老师库', href: '/teachers' }] };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const found = await teacherBySlug(context.db, params.slug ?? '');
  // Who is not engaged or has not agreed to being shown answers like somebody who is not there.
  if (!found?.isShown) throw failure(request, 404, { message: '老师库里没有这位老师。' });
  const { id, slug, name, headline, fields, schools, score, bio } = found;
  return {
    teacher: { slug, name, headline, fields, schools, score },
    bio: renderMarkdown(bio),
    courses: await coursesTaughtBy(context.db, id),
  };
}

export default function Teacher() {
  const { teacher, bio, courses } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        eyebrow={teacher.schools.map((school) => schoolNames[school]).join(' · ')}
        title={teacher.name}
        lead={teacher.headline}
      />
      <Columns
        aside={
          <Section title="学员评分">
            <ScoreDimensions score={teacher.score} of="老师" />
          </Section>
        }
      >
        <Section title="介绍">
          <RichText html={bio} />
          {teacher.fields.length > 0 ? <p className="quiet">专长：{teacher.fields.join('、')}</p> : null}
        </Section>
        <Section title="教的课">
          {courses.length === 0 ? <p>还没有开过班。</p> : null}
          <ul className="link-list">
            {courses.map(({ code, title, school }) => (
              <li key={code} className="marked-line">
                <SchoolMark school={school} />
                <a href={`/courses/${code}`}>{title}</a>
              </li>
            ))}
          </ul>
        </Section>
      </Columns>
    </>
  );
}
