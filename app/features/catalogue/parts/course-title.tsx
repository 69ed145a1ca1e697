import { formatHundredths } from '#app/lib/hundredths.ts';
import { type School, schoolNames } from '#app/lib/vocabulary.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { CourseCover } from '#app/ui/course-cover.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { SchoolMark } from '#app/ui/school-mark.tsx';
import { hoursWords } from './course-facts.tsx';

interface TitledCourse {
  code: string;
  title: string;
  subtitle: string;
  school: School;
  module: string;
  required: boolean;
  creditsHundredths: number;
  hoursFaceHundredths: number;
  hoursRecordedHundredths: number;
}

/** What a course is, in the first lines, and the one thing to do: go on learning, or choose a section. */
export function CourseTitle({
  course,
  openSections,
  enrolmentId,
}: {
  course: TitledCourse;
  /** How many sections can be chosen now. */
  openSections: number;
  /** The reader's own enrolment. */
  enrolmentId: string | null;
}) {
  return (
    <PageTitle
      picture={
        <div className="hidden min-[56rem]:block elder:hidden rounded-card overflow-hidden">
          <CourseCover school={course.school} module={course.module} code={course.code} />
        </div>
      }
      eyebrow={
        <>
          <SchoolMark school={course.school} silent />
          {schoolNames[course.school]} · {course.module}
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
        enrolmentId ? (
          <ButtonLink tone="primary" href={`/learn/${enrolmentId}`}>
            去学习
          </ButtonLink>
        ) : openSections > 0 ? (
          <ButtonLink tone="primary" href="#sections">
            选班（{openSections} 个班可选）
          </ButtonLink>
        ) : null
      }
    />
  );
}
