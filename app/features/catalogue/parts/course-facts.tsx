import { formatHundredths } from '#app/lib/hundredths.ts';
import {
  type CourseForm,
  courseFormNames,
  type Level,
  levelNames,
  type Mode,
  modeNames,
} from '#app/lib/vocabulary.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';

export interface CourseFactsProps {
  code: string;
  module: string;
  level: Level;
  required: boolean;
  mode: Mode;
  forms: readonly CourseForm[];
  creditsHundredths: number;
  hoursFaceHundredths: number;
  hoursRecordedHundredths: number;
  audienceText: string;
  teacherRole: string;
  prerequisites: readonly { code: string; title: string }[];
}

/** What must be known before choosing a course. */
export function CourseFacts(course: CourseFactsProps) {
  return (
    <DescriptionList
      facts={[
        ['学分', `${formatHundredths(course.creditsHundredths)} 学分`],
        ['学时', `${hoursWords(course)}（每学时 45 分钟）`],
        [
          '怎么上',
          `${modeNames[course.mode]}，${course.forms.map((form) => courseFormNames[form]).join('、')}`,
        ],
        ['面向', course.audienceText],
        ['主讲', course.teacherRole],
        ['程度', `${levelNames[course.level]} · ${course.required ? '必修' : '选修'}`],
        course.prerequisites.length > 0
          ? ['先修', <Prerequisites key="before" courses={course.prerequisites} />]
          : null,
        ['编号', course.code],
      ]}
    />
  );
}

/** `面授 3 + 录播 1 学时`. */
export function hoursWords({
  hoursFaceHundredths,
  hoursRecordedHundredths,
}: Pick<CourseFactsProps, 'hoursFaceHundredths' | 'hoursRecordedHundredths'>): string {
  const parts = [
    hoursFaceHundredths > 0 ? `面授 ${formatHundredths(hoursFaceHundredths)}` : '',
    hoursRecordedHundredths > 0 ? `录播 ${formatHundredths(hoursRecordedHundredths)}` : '',
  ].filter(Boolean);
  return `${parts.join(' + ')} 学时`;
}

function Prerequisites({ courses }: { courses: CourseFactsProps['prerequisites'] }) {
  return (
    <ul>
      {courses.map(({ code, title }) => (
        <li key={code}>
          <a href={`/courses/${code}`}>{title}</a>
        </li>
      ))}
    </ul>
  );
}

/** 教、学、乐、为: what the teacher does, what learners do, what is fun about it, what they do with it afterwards. */
export function Facets({ facets }: { facets: { teach: string; learn: string; enjoy: string; act: string } }) {
  const rows = [
    ['教', facets.teach],
    ['学', facets.learn],
    ['乐', facets.enjoy],
    ['为', facets.act],
  ] as const;
  return <DescriptionList facts={rows} />;
}
