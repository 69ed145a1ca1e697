import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { courseByCode } from '#app/features/catalogue/courses.server.ts';
import { type FiveOneState, fiveOneStates, isThere } from '#app/features/catalogue/five-ones.server.ts';
import { CourseFacts, Facets } from '#app/features/catalogue/parts/course-facts.tsx';
import { CourseRecordings } from '#app/features/catalogue/parts/course-recordings.tsx';
import { CourseTitle } from '#app/features/catalogue/parts/course-title.tsx';
import { FiveOnesList } from '#app/features/catalogue/parts/five-ones-list.tsx';
import { ScoreDimensions } from '#app/features/catalogue/parts/score-dimensions.tsx';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { mediaAddress } from '#app/features/media/files.server.ts';
import { recordingsOfCourse } from '#app/features/recordings/library.server.ts';
import { runningEnrolment, seatsFor } from '#app/features/selection/reading.server.ts';
import { dateLines } from '#app/features/timetable/meeting-words.rules.ts';
import { OfferedSections } from '#app/features/timetable/parts/offered-sections.tsx';
import { sectionsOfCourse } from '#app/features/timetable/reading.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';

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
  const [states, sections, recordings, own] = await Promise.all([
    fiveOneStates(db, course.publishedVersionId),
    sectionsOfCourse(db, course.id, now),
    recordingsOfCourse(db, course.id),
    actor?.personId ? runningEnrolment(db, { personId: actor.personId, courseId: course.id }) : null,
  ]);
  const { seats, inBasket, basketSize } = await seatsFor(db, {
    sectionIds: sections.map(({ id }) => id),
    personId: actor?.personId ?? '',
  });
  return {
    isSignedIn: actor !== null,
    inBasket,
    basketSize,
    justPut: actor !== null && new URL(request.url).searchParams.has('basket'),
    own: own && { id: own.id, sectionId: own.sectionId },
    course: {
      ...course,
      audience: undefined,
      details: undefined,
      publishedVersionId: undefined,
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
  const { course, objectives, facets, fiveOnes, recordings, sections, own } = useLoaderData<typeof loader>();
  return (
    <>
      <CourseTitle
        course={course}
        openSections={sections.filter(({ section }) => section.window.state === 'open').length}
        enrolmentId={own?.id ?? null}
      />
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
        <Sections />
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

function Sections() {
  const { course, sections, own, inBasket, basketSize, justPut, isSignedIn } = useLoaderData<typeof loader>();
  return (
    <Section title="班级" id="sections">
      {justPut && basketSize > 0 ? (
        <Notice
          tone="success"
          title={`已放进选课单，里面有 ${basketSize} 个班。`}
          announce
          action={<ButtonLink href="/me/basket">看选课单</ButtonLink>}
        />
      ) : null}
      <OfferedSections
        course={course}
        sections={sections}
        own={own}
        basketIds={inBasket}
        isSignedIn={isSignedIn}
      />
    </Section>
  );
}
