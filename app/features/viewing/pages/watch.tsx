import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { mediaAddress } from '#app/features/media/files.server.ts';
import { slidesShown } from '#app/features/recordings/slides.server.ts';
import { captionsOf } from '#app/features/recordings/transcript.server.ts';
import { resumePoint, secondsOf } from '#app/features/viewing/parts/clock.ts';
import { LecturePlayer } from '#app/features/viewing/parts/player.tsx';
import { playbackOf } from '#app/features/viewing/playback.server.ts';
import { shareOf } from '#app/features/viewing/viewing.rules.ts';
import { watchedInOrder } from '#app/features/viewing/viewing-policy.schema.ts';
import {
  recordingForViewing,
  type WatchedRecording,
} from '#app/features/viewing/watched-recording.server.ts';
import { formatSeconds } from '#app/lib/time.ts';
import { courseElsewhere } from '#app/shell/course-elsewhere.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { learningCrumbs, type WayBack } from '#app/shell/learning-crumbs.ts';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.lecture.title ?? '看录播'} · 社区学院` },
];

export const handle: PageHandle = {
  interactive: true,
  breadcrumb: learningCrumbs(({ course }: { course: WayBack }) => course),
};

const notFound = { message: '没有找到这一讲。可能已经退选，或者老师把它撤下了。' };

/** Open to whoever is enrolled in a section of the recording's course. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db, env } = context;
  const { enrolmentId = '', recordingId = '' } = params;
  const personId = actor.personId ?? '';
  const recording = await recordingForViewing(db, { enrolmentId, recordingId, personId });
  if (!recording) throw await courseElsewhere(request, context, { actor, ...params, ...notFound });
  const { videoMediaId, captionsMediaId, durationSeconds, positionSeconds } = recording;
  const captions = await captionsOf(db, { mediaId: captionsMediaId, env });
  const now = context.now();
  const sources = await playbackOf(db, { recordingId, videoMediaId, personId, env, now });
  const courseHref = `/learn/${enrolmentId}`;
  const inOrder = watchedInOrder(recording.school);
  const aim = aimOf(new URL(request.url).searchParams.get('t'), recording, inOrder);
  return {
    lecture: {
      id: recording.id,
      title: recording.title,
      durationSeconds,
      resumeSeconds: aim ?? resumePoint(positionSeconds, durationSeconds),
      isAimed: aim !== null,
      inOrder,
      coveredSeconds: recording.coveredSeconds,
      furthestSeconds: recording.furthestSeconds,
      complete: recording.complete,
      address: `${courseHref}/recordings/${recording.id}/viewing`,
      qualityKey: env.MUX_DATA_ENV_KEY ?? null,
    },
    summary: recording.summary,
    course: { title: recording.courseTitle, enrolmentId },
    sources,
    captions: captionsMediaId && (await mediaAddress(db, captionsMediaId, { now, forPerson: personId })),
    poster: recording.posterMediaId ? `/media/${recording.posterMediaId}` : sources.poster,
    chapters: recording.chapters.map(({ fromMs, title }) => ({ fromSeconds: fromMs / 1000, title })),
    transcript: (captions?.cues ?? []).map(({ fromMs, text }) => ({ fromSeconds: fromMs / 1000, text })),
    slides: await slidesShown(db, { recordingId, personId, now }),
    neededPercent: Math.round(shareOf(recording.requirement) * 100),
  };
}

/** `?t=` seconds: somebody comes for a moment of the lecture. The first time, no further than they have come. */
function aimOf(asked: string | null, recording: WatchedRecording, inOrder: boolean): number | null {
  const seconds = asked === null ? null : secondsOf(asked);
  if (seconds === null || seconds >= recording.durationSeconds) return null;
  return inOrder && !recording.complete ? Math.min(seconds, recording.furthestSeconds) : seconds;
}

export default function Watch() {
  const { lecture, summary, course, ...parts } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        eyebrow={`录播 · ${formatSeconds(lecture.durationSeconds)}`}
        title={lecture.title}
        lead={summary || undefined}
      />
      <LecturePlayer
        key={lecture.id}
        lecture={lecture}
        courseHref={`/learn/${course.enrolmentId}`}
        {...parts}
      />
    </>
  );
}
