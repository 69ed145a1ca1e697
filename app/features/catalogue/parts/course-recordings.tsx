import { formatSeconds } from '#app/lib/time.ts';

export interface CourseRecording {
  id: string;
  title: string;
  summary: string;
  durationSeconds: number;
  /** The address of its picture, if any. */
  poster: string | null;
  /** Where the reader may watch it; null for who has not chosen the course. */
  href: string | null;
}

/** The recordings of a course: what they are about and how long. Watching them begins with choosing a section. */
export function CourseRecordings({ recordings }: { recordings: readonly CourseRecording[] }) {
  return (
    <ul>
      {recordings.map((recording) => (
        <li key={recording.id} className="flex flex-wrap gap-x-5 gap-y-3 py-4 border-b border-line">
          {recording.poster ? (
            <img
              src={recording.poster}
              alt=""
              width="192"
              height="108"
              loading="lazy"
              className="rounded-card bg-wash"
            />
          ) : null}
          <div className="flex-1 basis-56">
            <h3>{recording.href ? <a href={recording.href}>{recording.title}</a> : recording.title}</h3>
            <p className="quiet">{formatSeconds(recording.durationSeconds)}</p>
            <p className="mt-1">{recording.summary}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
