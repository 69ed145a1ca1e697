import type { CourseLine } from './library-course.rules.ts';
import type { PublishedScore } from './scores.server.ts';

/** A course in the public interface: no personal data; score on 100 points with n and when, hidden below five. */
export function publicCourse(
  course: Omit<CourseLine, 'score'> & { score: Pick<PublishedScore, 'n' | 'score' | 'updatedAt'> | null },
) {
  const { score } = course;
  return {
    code: course.code,
    title: course.title,
    school: course.school,
    module: course.module,
    mode: course.mode,
    credits: course.creditsHundredths / 100,
    score: score ? { value: score.score / 100, n: score.n, updatedAt: score.updatedAt } : null,
  };
}
