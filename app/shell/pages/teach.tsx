import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { daysWords } from '#app/features/timetable/section-words.rules.ts';
import { sectionsTaughtBy, type TaughtSection } from '#app/features/timetable/teaching.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { WaitingWorkList } from '#app/shell/parts/waiting-work.tsx';
import { waitingWork } from '#app/shell/waiting-work.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { CardGrid, Columns } from '#app/ui/layout.tsx';
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
    waiting: await waitingWork(context.db, { actor, taught: sections }),
    sections: sections.map((section) => ({ ...section, taken: seats.get(section.id)?.taken ?? 0 })),
  };
}

export default function Teach() {
  const { sections, today, waiting } = useLoaderData<typeof loader>();
  const nothingWaits = Object.values(waiting).every((count) => count === 0);
  const current = sections
    .filter(({ closed }) => !closed)
    .sort((a, b) => a.startsOn.localeCompare(b.startsOn));
  const running = current.filter(({ startsOn }) => startsOn <= today);
  const coming = current.filter(({ startsOn }) => startsOn > today);
  const past = sections.filter(({ closed }) => closed);
  const courses = [...new Map(sections.map((section) => [section.courseCode, section])).values()];
  return (
    <>
      <PageTitle
        title="我的教学"
        lead={`正在带 ${running.length} 个班，还没开课 ${coming.length} 个，带过 ${past.length} 个。`}
        actions={
          <>
            <ButtonLink href="/teach/recordings" tone={nothingWaits ? 'primary' : 'secondary'}>
              上传录播
            </ButtonLink>
            <ButtonLink href="/teach/exercises">小测和题库</ButtonLink>
            <ButtonLink href="/teach/tasks">作业和实践</ButtonLink>
          </>
        }
      />
      <Columns aside={<Courses courses={courses} />}>
        <WaitingWorkList waiting={waiting} />
        <Section title="正在带的班">
          {running.length === 0 ? (
            <EmptyState title="现在没有带班">
              <p>教务排班以后，班级会出现在这里。</p>
            </EmptyState>
          ) : null}
          <SectionCards sections={running} />
        </Section>
        {coming.length > 0 ? (
          <Section title="还没开课的班">
            <SectionCards sections={coming} />
          </Section>
        ) : null}
        {past.length > 0 ? (
          <Section title="结课的班">
            <SectionCards sections={past.slice(0, 10)} />
          </Section>
        ) : null}
      </Columns>
    </>
  );
}

const stateTones = {
  待结课: 'attention',
  上课中: 'progress',
  还没开课: 'neutral',
  已结课: 'closed',
  已并班: 'closed',
} as const;
type StateWord = keyof typeof stateTones;

function stateOf({ closed, mergedInto, startsOn, endsOn }: TaughtSection, today: string): StateWord {
  if (mergedInto) return '已并班';
  if (closed) return '已结课';
  if (endsOn < today) return '待结课';
  return startsOn > today ? '还没开课' : '上课中';
}

function SectionCards({ sections }: { sections: readonly (TaughtSection & { taken: number })[] }) {
  const { today } = useLoaderData<typeof loader>();
  return (
    <CardGrid>
      {sections.map((section) => (
        <SectionCard key={section.id} section={section} word={stateOf(section, today)} />
      ))}
    </CardGrid>
  );
}

function SectionCard({ section, word }: { section: TaughtSection & { taken: number }; word: StateWord }) {
  return (
    <Card
      title={section.title}
      href={`/teach/sections/${section.id}`}
      level={3}
      aside={<Status tone={stateTones[word]}>{word}</Status>}
    >
      <p className="marked-line quiet">
        <SchoolMark school={section.school} />
        {section.termName}
      </p>
      <p>
        {section.taken} 人，{daysWords(section.startsOn, section.endsOn)}
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
