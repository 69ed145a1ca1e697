import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { creditsOf } from '#app/features/credits/worth.rules.ts';
import { RecordingCard } from '#app/features/recordings/parts/recording-card.tsx';
import { formatShortDate } from '#app/lib/time.ts';
import { homeDesk } from '#app/shell/home.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { CourseCard } from '#app/ui/course-card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FourSchoolsPicture } from '#app/ui/four-schools-picture.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { SchoolDoor } from '#app/ui/school-door.tsx';
import { You } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [
  { title: '社区学院' },
  {
    name: 'description',
    content: '社区党校、社区治理学院、老年学校、市民学校共用老师、课程和教室的社区学院。',
  },
];

export function loader({ context }: LoaderFunctionArgs) {
  return homeDesk(context.db, context.now());
}

export default function Home() {
  const { selecting, applying } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        eyebrow="家门口的四所学校"
        picture={<FourSchoolsPicture />}
        title={titleOf(selecting, applying)}
        lead={
          selecting
            ? `${selecting.sections} 个班可选，${formatShortDate(selecting.until)}截止。名额和评分都公开看得到。`
            : applying
              ? '名额紧的班先报名、再摇号。先报后报机会一样，不用抢。'
              : '课程、老师和录播随时可以看。到了选课时间，可选的班会列在这里。'
        }
        actions={
          <>
            <ButtonLink
              tone="primary"
              href={!selecting && applying ? `/rounds/${applying.roundId}` : '/courses'}
            >
              {selecting ? '去选课' : applying ? '看预选的班' : '看课程库'}
            </ButtonLink>
            <ButtonLink href="/timetable">看课表</ButtonLink>
          </>
        }
      />
      {selecting && applying ? (
        <Notice
          title={`预选报名中 · 还剩 ${applying.days} 天`}
          action={<a href={`/rounds/${applying.roundId}`}>看预选的班</a>}
        >
          名额紧的班先报名、再摇号，{formatShortDate(applying.until)}截止。先报后报机会一样。
        </Notice>
      ) : null}
      <Doors />
      <OpenNow />
      <Newest />
      <HowCreditsWork />
    </>
  );
}

function titleOf(selecting: { days: number } | null, applying: { days: number } | null): string {
  if (selecting) return `正在选课 · 还剩 ${selecting.days} 天`;
  return applying ? `预选报名中 · 还剩 ${applying.days} 天` : '现在不在选课时间';
}

function Doors() {
  const { doors } = useLoaderData<typeof loader>();
  return (
    <Section title="四所学校">
      <div className="door-grid">
        {doors.map(({ school, courses, open }) => (
          <SchoolDoor
            key={school}
            school={school}
            href={`/courses?school=${school}`}
            words={[`${courses} 门课`, ...(open > 0 ? [`${open} 个班可选`] : [])]}
          />
        ))}
      </div>
    </Section>
  );
}

function OpenNow() {
  const { sections, courseCount } = useLoaderData<typeof loader>();
  return (
    <Section title="现在可选的班" more={{ label: `全部 ${courseCount} 门课`, href: '/courses' }}>
      {sections.length === 0 ? (
        <EmptyState title="现在没有可选的班" action={<ButtonLink href="/courses">先看看课程</ButtonLink>}>
          <p>选课时间到了，可选的班会列在这里。</p>
        </EmptyState>
      ) : null}
      <CardGrid>
        {sections.map((section) => (
          <CourseCard
            key={section.id}
            code={section.courseCode}
            title={section.courseTitle}
            href={`/courses/${section.courseCode}`}
            school={section.school}
            module={section.module}
            teacher={section.teacherName ?? undefined}
            when={section.when}
            where={section.venueName ?? undefined}
            credits={creditsOf(section.worth?.creditsHundredths ?? null)}
            seats={section.seats ?? undefined}
          />
        ))}
      </CardGrid>
    </Section>
  );
}

function Newest() {
  const { recordings } = useLoaderData<typeof loader>();
  if (recordings.length === 0) return null;
  return (
    <Section title="新上的录播">
      <CardGrid>
        {recordings.map((recording) => (
          <RecordingCard key={recording.id} recording={recording} />
        ))}
      </CardGrid>
    </Section>
  );
}

function HowCreditsWork() {
  return (
    <Section title="学分怎么来" more={{ label: '学院怎么运行', href: '/help/how-it-works' }}>
      <ol className="four-steps">
        <li>选一门课，到教室上课，或者看完录播。</li>
        <li>通过小测，评价老师。评价不记名，查不出是谁写的。</li>
        <li>
          <span>
            要求都达到，学分就记到
            <You />
            名下，写明凭什么得的。
          </span>
        </li>
        <li>年底汇总成学分情况表，供组织参考，由人作决定。</li>
      </ol>
    </Section>
  );
}
