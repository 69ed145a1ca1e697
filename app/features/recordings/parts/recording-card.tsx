import type { ShelvedRecording } from '#app/features/recordings/library.server.ts';
import { formatSeconds } from '#app/lib/time.ts';
import { CourseCover } from '#app/ui/course-cover.tsx';
import { Phrases } from '#app/ui/phrases.tsx';
import { SchoolMark } from '#app/ui/school-mark.tsx';

/** A recording on the board. It leads to its course: watching begins with choosing a section. */
export function RecordingCard({ recording, level = 3 }: { recording: ShelvedRecording; level?: 2 | 3 | 4 }) {
  const Heading = `h${level}` as const;
  return (
    <article className="card card-link course-card">
      <CourseCover
        school={recording.school}
        module={recording.module}
        code={`${recording.courseCode} ${recording.title}`}
      />
      <div className="course-card-body">
        <p className="course-card-kind">
          <SchoolMark school={recording.school} />
          录播 · {formatSeconds(recording.durationSeconds)}
        </p>
        <Heading>
          <a href={`/courses/${recording.courseCode}`}>
            <Phrases>{recording.title}</Phrases>
          </a>
        </Heading>
        <p className="quiet">《{recording.courseTitle}》</p>
      </div>
    </article>
  );
}
