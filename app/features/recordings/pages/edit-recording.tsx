import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { mediaAddress } from '#app/features/media/files.server.ts';
import { writeChapters } from '#app/features/recordings/chapters.rules.ts';
import { recordingAtDesk } from '#app/features/recordings/desk.server.ts';
import { applyChange } from '#app/features/recordings/edit-actions.server.ts';
import {
  CaptionsForm,
  DescriptionForm,
  PublicationForms,
} from '#app/features/recordings/parts/edit-forms.tsx';
import { recordingStates } from '#app/features/recordings/parts/recording-table.tsx';
import { captionsOf } from '#app/features/recordings/transcript.server.ts';
import { failure, readForm } from '#app/lib/http.server.ts';
import { formatSeconds } from '#app/lib/time.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.recording.title ?? '录播'} · 社区学院` },
];

export const handle = {
  breadcrumb: [
    { label: '教学', href: '/teach' },
    { label: '录播', href: '/teach/recordings' },
  ],
};

const notFound = { message: '没有找到这一讲录播，或者不是你管的课。' };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db, env } = context;
  const now = context.now();
  const recording = await recordingAtDesk(db, actor, params.recordingId ?? '');
  if (!recording) throw failure(request, 404, notFound);
  const forPerson = actor.personId ?? undefined;
  return {
    recording,
    chapters: writeChapters(recording.chapters),
    captions: (await captionsOf(db, { mediaId: recording.captionsMediaId, env }))?.vtt ?? '',
    videoAddress: await mediaAddress(db, recording.videoMediaId, { now, forPerson }),
    captionsAddress: recording.captionsMediaId
      ? await mediaAddress(db, recording.captionsMediaId, { now, forPerson })
      : null,
    saved: new URL(request.url).searchParams.has('saved'),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const recordingId = params.recordingId ?? '';
  const fields = Object.fromEntries(await readForm(request)) as Record<string, string>;
  const outcome = await applyChange(context, { actor, recordingId, fields });
  if (outcome.ok) throw redirect(`/teach/recordings/${recordingId}?saved`, 303);
  if (outcome.reason === 'not-found') throw failure(request, 404, notFound);
  return data({ errors: outcome.errors, fields }, 400);
}

export default function EditRecording() {
  const { recording, chapters, captions, videoAddress, captionsAddress, saved } =
    useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const errors = sent?.errors ?? [];
  const state = recordingStates[recording.state];
  return (
    <>
      <ErrorSummary errors={errors} title="没有保存" />
      {saved && errors.length === 0 ? <Notice tone="success" title="已保存。" announce /> : null}
      <PageTitle
        eyebrow={recording.courseTitle}
        title={recording.title}
        lead={
          <>
            <Status tone={state.tone}>{state.word}</Status> {formatSeconds(recording.durationSeconds)}
          </>
        }
      />
      <Columns aside={<PublicationForms recording={recording} errors={errors} />}>
        {/* biome-ignore lint/a11y/useMediaCaption: captions come with the track once they are there */}
        <video controls preload="metadata" className="w-full rounded-card" src={videoAddress}>
          {captionsAddress ? (
            <track kind="captions" srcLang="zh-CN" label="中文字幕" src={captionsAddress} default />
          ) : null}
        </video>
        <Section title="标题、简介、章节">
          <DescriptionForm recording={recording} chapters={chapters} fields={sent?.fields} errors={errors} />
        </Section>
        <Section title="字幕">
          <CaptionsForm captions={sent?.fields.captions ?? captions} errors={errors} />
        </Section>
      </Columns>
    </>
  );
}
