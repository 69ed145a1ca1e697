import type { PinnedRequirement } from '#app/features/completion/requirements.server.ts';
import { payWords } from '#app/features/credits/worth.rules.ts';
import { WaitingStatus } from '#app/features/selection/parts/waiting-status.tsx';
import type { OwnEnrolment, OwnWaiting } from '#app/features/selection/reading.server.ts';
import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { formatShortDate } from '#app/lib/time.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Seal } from '#app/ui/seal.tsx';
import { Status } from '#app/ui/status.tsx';

export interface CourseUnderWay extends OwnEnrolment {
  requirements: (PinnedRequirement & { met: boolean })[];
}

/** The courses somebody is in, with how far they have come, those waited for, and those just finished under their seal. */
export function MyCourses({
  courses,
  waiting,
  finished,
}: {
  courses: readonly CourseUnderWay[];
  /** The lines in which they stand. */
  waiting: readonly OwnWaiting[];
  finished: readonly OwnEnrolment[];
}) {
  if (courses.length + waiting.length + finished.length === 0) {
    return (
      <EmptyState title="还没有选课" action={<ButtonLink href="/courses">去选课</ButtonLink>}>
        <p>课程库里标着“正在选课”的班都可以选。</p>
      </EmptyState>
    );
  }
  return (
    <Stack gap={4}>
      {courses.map((course) => (
        <Card
          key={course.id}
          title={course.courseTitle}
          href={`/learn/${course.id}`}
          level={3}
          aside={<Status tone="progress">{course.state === 'ended' ? '待结业' : '已选上'}</Status>}
        >
          <p className="quiet phrases">
            {[sectionName(course.sectionTitle), course.teacherName].filter(Boolean).join('\u00a0· ')}
          </p>
          <p>
            {progressWords(course)}。{payWords(course.creditsHundredths)}。
          </p>
        </Card>
      ))}
      {waiting.map((line) => (
        <Card
          key={line.entryId}
          title={line.courseTitle}
          href="/me/courses"
          level={3}
          aside={<WaitingStatus line={line} />}
        >
          <p className="quiet">{sectionName(line.sectionTitle)}</p>
        </Card>
      ))}
      {finished.map((course) => (
        <Card
          key={course.id}
          title={course.courseTitle}
          href={`/learn/${course.id}`}
          level={3}
          aside={
            <Seal
              school={course.school}
              date={formatShortDate(course.completedAt ?? course.enrolledAt)}
              label="已结业"
            />
          }
        />
      ))}
    </Stack>
  );
}

function progressWords({ requirements }: CourseUnderWay): string {
  if (requirements.length === 0) return '这个班没有结业要求';
  const done = requirements.filter(({ met }) => met).length;
  const next = requirements.find(({ met }) => !met);
  return next ? `${requirements.length} 项要求，完成了 ${done} 项。下一项：${next.title}` : '要求都完成了';
}
