import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { courseByCode, prerequisitesOf } from '#app/features/catalogue/courses.server.ts';
import { type FiveOneState, fiveOneStates, isThere } from '#app/features/catalogue/five-ones.server.ts';
import { ChooseSection } from '#app/features/catalogue/parts/choose-section.tsx';
import { CourseFacts, Facets, hoursWords } from '#app/features/catalogue/parts/course-facts.tsx';
import { CourseRecordings } from '#app/features/catalogue/parts/course-recordings.tsx';
import { FiveOnesList } from '#app/features/catalogue/parts/five-ones-list.tsx';
import { ScoreDimensions } from '#app/features/catalogue/parts/score-dimensions.tsx';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { mediaAddress } from '#app/features/media/files.server.ts';
import { recordingsOfCourse } from '#app/features/recordings/library.server.ts';
import { enrolmentsOf, seatsOf } from '#app/features/selection/reading.server.ts';
import { dateLines } from '#app/features/timetable/meeting-words.rules.ts';
import { OfferedSectionCard } from '#app/features/timetable/parts/offered-section.tsx';
import { sectionsOfCourse } from '#app/features/timetable/reading.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { schoolNames } from '#app/lib/vocabulary.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { CourseCover } from '#app/ui/course-cover.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { CardGrid, Columns } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { SchoolMark } from '#app/ui/school-mark.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.course.title ?? '课程'} · 社区学院` },
  { name: 'description', content: data?.course.summary ?? '' },
];

export const handle = { breadcrumb: [{ label: '课程库', href: '/courses' }] };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { db } = context;
  const now = context.now();
  const course = await courseByCode(db, params.code ?? '');
  if (!course) throw failure(request, 404, { message: '课程库里没有这个编号的课。可以到课程库里找一找。' });
  const actor = await optionalActor(request, context);
  const [states, prerequisites, sections, recordings, enrolments] = await Promise.all([
    fiveOneStates(db, course.publishedVersionId),
    prerequisitesOf(db, course.id),
    sectionsOfCourse(db, course.id, now),
    recordingsOfCourse(db, course.id),
    actor?.personId ? enrolmentsOf(db, actor.personId) : [],
  ]);
  const own = enrolments.find(({ courseId, state }) => courseId === course.id && state === 'running') ?? null;
  const seats = await seatsOf(
    db,
    sections.map(({ id }) => id),
  );
  return {
    isSignedIn: actor !== null,
    own: own && { id: own.id, sectionId: own.sectionId },
    course: {
      ...course,
      audience: undefined,
      details: undefined,
      publishedVersionId: undefined,
      prerequisites,
    },
    objectives: course.details.objectives,
    facets: course.details.facets,
    fiveOnes: states.map((state) => ({
      item: state.item,
      isThere: isThere(state),
      href: fiveOneAddress(course.code, state),
      name: state.teacher?.name ?? null,
    })),
    sections: sections.map((section) => ({
      section: {
        ...section,
        audience: sameAudience(section.audience, course.audience) ? [] : section.audience,
      },
      dates: dateLines(section),
      seats: seats.get(section.id) ?? null,
    })),
    recordings: await Promise.all(
      recordings.map(async ({ id, title, summary, durationSeconds, posterMediaId }) => ({
        id,
        title,
        summary,
        durationSeconds,
        poster: posterMediaId && (await mediaAddress(db, posterMediaId, { now })),
        href: own && `/learn/${own.id}/recordings/${id}`,
      })),
    ),
  };
}

/** Where one of the five is read; null while it is not there. */
function fiveOneAddress(code: string, state: FiveOneState): string | null {
  if (state.teacher) return `/teachers/${state.teacher.slug}`;
  return isThere(state) ? `/courses/${code}/${state.item}` : null;
}

/** What the course says already need not stand on each of its sections. */
function sameAudience(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((position) => other.includes(position));
}

export default function Course() {
  const { course, objectives, facets, fiveOnes, recordings } = useLoaderData<typeof loader>();
  return (
    <>
      <Title />
      <Columns
        aside={
          <>
            <Section title="课程信息">
              <CourseFacts {...course} />
            </Section>
            <Section title="学员评分">
              <ScoreDimensions score={course.score} of="课程" />
            </Section>
            <Section title="五个一">
              <FiveOnesList items={fiveOnes} />
            </Section>
          </>
        }
      >
        <Section title="班级" id="sections">
          <Sections />
        </Section>
        <Section title="这门课讲什么">
          <p>{course.summary}</p>
          <h3 className="mt-6 mb-2">学完能做到</h3>
          <ul className="plain-steps">
            {objectives.map((objective) => (
              <li key={objective}>{objective}</li>
            ))}
          </ul>
        </Section>
        <Section title="教、学、乐、为">
          <Facets facets={facets} />
        </Section>
        {recordings.length > 0 ? (
          <Section title="录播">
            <CourseRecordings recordings={recordings} />
          </Section>
        ) : null}
      </Columns>
    </>
  );
}

function Title() {
  const { course, sections, own } = useLoaderData<typeof loader>();
  const open = sections.filter(({ section }) => section.window.state === 'open').length;
  return (
    <PageTitle
      picture={
        <div className="hidden min-[56rem]:block elder:hidden rounded-card overflow-hidden">
          <CourseCover school={course.school} module={course.module} code={course.code} />
        </div>
      }
      eyebrow={
        <>
          <SchoolMark school={course.school} silent /> {schoolNames[course.school]} · {course.module}
        </>
      }
      title={course.title}
      lead={
        <>
          {course.subtitle}
          <span className="block mt-2 text-base text-ink">
            {formatHundredths(course.creditsHundredths)} 学分 · {hoursWords(course)} ·{' '}
            {course.required ? '必修' : '选修'}
          </span>
        </>
      }
      actions={
        own ? (
          <ButtonLink tone="primary" href={`/learn/${own.id}`}>
            去学习
          </ButtonLink>
        ) : open > 0 ? (
          <ButtonLink tone="primary" href="#sections">
            选班（{open} 个班可选）
          </ButtonLink>
        ) : null
      }
    />
  );
}

function Sections() {
  const { course, sections, own, isSignedIn } = useLoaderData<typeof loader>();
  if (sections.length === 0) {
    return (
      <EmptyState
        title="近期没有开班"
        action={
          <ButtonLink href={`/courses?module=${encodeURIComponent(course.module)}`}>
            看同一模块的课
          </ButtonLink>
        }
      >
        <p>开班以后会出现在这里，也会出现在首页的“正在选课”。</p>
      </EmptyState>
    );
  }
  const signInHref = isSignedIn ? null : `/login?next=${encodeURIComponent(`/courses/${course.code}`)}`;
  return (
    <CardGrid>
      {sections.map(({ section, dates, seats }) => {
        const choice = {
          sectionId: section.id,
          title: section.title,
          state: section.window.state,
          isFull: seats !== null && seats.taken >= seats.capacity,
          enrolmentId: own?.sectionId === section.id ? own.id : null,
        };
        const footer =
          choice.state === 'open' || choice.enrolmentId ? (
            <ChooseSection choice={choice} signInHref={signInHref} hasCourse={own !== null} />
          ) : null;
        return (
          <OfferedSectionCard
            key={section.id}
            section={section}
            dates={dates}
            seats={seats}
            footer={footer}
          />
        );
      })}
    </CardGrid>
  );
}
