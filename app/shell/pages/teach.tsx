import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { sectionsTaughtBy, type TaughtSection } from '#app/features/timetable/teaching.server.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Columns, Stack } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { SchoolMark } from '#app/ui/school-mark.tsx';
import { Status } from '#app/ui/status.tsx';

export const meta: MetaFunction = () => [{ title: '教学 · 社区学院' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const sections = await sectionsTaughtBy(context.db, actor.personId ?? '');
  const seats = await seatsOf(
    context.db,
    sections.map(({ id }) => id),
  );
  return {
    today: dayOf(context.now()),
    sections: sections.map((section) => ({ ...section, taken: seats.get(section.id)?.taken ?? 0 })),
  };
}

export default function Teach() {
  const { sections, today } = useLoaderData<typeof loader>();
  const current = sections.filter(({ closed }) => !closed);
  const past = sections.filter(({ closed }) => closed);
  const courses = [...new Map(sections.map((section) => [section.courseCode, section])).values()];
  return (
    <>
      <PageTitle
        title="我的教学"
        lead={`正在带 ${current.length} 个班，带过 ${past.length} 个班。`}
        actions={
          <ButtonLink href="/teach/recordings" tone="primary">
            上传录播
          </ButtonLink>
        }
      />
      <Columns aside={<Courses courses={courses} />}>
        <Section title="正在带的班">
          {current.length === 0 ? (
            <EmptyState title="现在没有带班">
              <p>教务排班以后，班级会出现在这里。</p>
            </EmptyState>
          ) : null}
          <Stack gap={4}>
            {current.map((section) => (
              <SectionCard
                key={section.id}
                section={section}
                word={section.startsOn > today ? '还没开课' : section.endsOn < today ? '待结课' : '上课中'}
              />
            ))}
          </Stack>
        </Section>
        {past.length > 0 ? (
          <Section title="结课的班">
            <Stack gap={4}>
              {past.slice(0, 10).map((section) => (
                <SectionCard key={section.id} section={section} word="已结课" />
              ))}
            </Stack>
          </Section>
        ) : null}
      </Columns>
    </>
  );
}

function SectionCard({ section, word }: { section: TaughtSection & { taken: number }; word: string }) {
  return (
    <Card
      title={section.title}
      href={`/teach/sections/${section.id}`}
      level={3}
      aside={<Status tone={section.closed ? 'closed' : 'progress'}>{word}</Status>}
    >
      <p className="quiet">
        <SchoolMark school={section.school} /> {section.courseTitle} · {section.termName}
      </p>
      <p>
        {section.taken} 人，{formatDate(section.startsOn)}到{formatDate(section.endsOn)}
      </p>
    </Card>
  );
}

function Courses({ courses }: { courses: readonly TaughtSection[] }) {
  return (
    <Section title="我的课程">
      <p className="quiet">大纲、教案、讲义、PPT、老师齐了，才能开班。</p>
      <ul className="link-list">
        {courses.map(({ courseCode, courseTitle }) => (
          <li key={courseCode}>
            <a href={`/teach/courses/${courseCode}`}>{courseTitle}</a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
