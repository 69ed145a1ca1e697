import type { TeacherLine } from '#app/features/teachers/library.server.ts';
import { formatShortDate } from '#app/lib/time.ts';
import { Card } from '#app/ui/card.tsx';
import { SchoolMark } from '#app/ui/school-mark.tsx';
import { Score } from '#app/ui/score.tsx';

/** A teacher in the library: who they are, where they teach, what learners say. */
export function TeacherCard({ teacher }: { teacher: TeacherLine }) {
  const { score } = teacher;
  return (
    <Card title={teacher.name} href={`/teachers/${teacher.slug}`} level={2}>
      <p>{teacher.headline}</p>
      <p className="quiet cluster gap-2 my-2">
        <span className="cluster gap-1">
          {teacher.schools.map((school) => (
            <SchoolMark key={school} school={school} />
          ))}
        </span>
        {teacher.fields.slice(0, 3).join('、')}
      </p>
      <Score
        value={score ? Math.round(score.score / 10) / 10 : 0}
        count={score?.n ?? 0}
        updatedAt={score ? formatShortDate(score.updatedAt) : undefined}
      />
    </Card>
  );
}
