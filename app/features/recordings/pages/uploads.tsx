import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { discard } from '#app/features/media/files.server.ts';
import { coursesAtDesk, recordingsAtDesk, sectionsAtDesk } from '#app/features/recordings/desk.server.ts';
import { RecordingTable } from '#app/features/recordings/parts/recording-table.tsx';
import { UploadForm } from '#app/features/recordings/parts/upload-form.tsx';
import { type ReceivedUpload, receiveUpload } from '#app/features/recordings/receive-upload.server.ts';
import { uploadForm } from '#app/features/recordings/recording.schema.ts';
import { addRecording } from '#app/features/recordings/upload.server.ts';
import { refusalWords } from '#app/features/recordings/upload-words.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';

export const meta: MetaFunction = () => [{ title: '录播 · 社区学院' }];

export const handle = { breadcrumb: [{ label: '教学', href: '/teach' }] };

const PAGE_SIZE = 20;
const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db, now } = context;
  const { page } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [list, courses, sections] = await Promise.all([
    recordingsAtDesk(db, { actor, page, pageSize: PAGE_SIZE }),
    coursesAtDesk(db, actor),
    sectionsAtDesk(db, actor, dayOf(now())),
  ]);
  return { ...list, page, courses, sections };
}

type Problem = { field: string; message: string };

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const upload = await receiveUpload(request, context.env).catch(() => {
    throw failure(request, 400, {
      message: '上传中断了，没有收下任何内容。请检查网络，回到上一页重新上传。',
    });
  });
  const outcome = await take(upload, actor, context);
  if ('recordingId' in outcome) throw redirect(`/teach/recordings/${outcome.recordingId}`, 303);
  return data({ errors: outcome.errors, fields: upload.fields }, 400);
}

/** Makes the recording, or says what is wrong; what has arrived is thrown away then. */
async function take(
  upload: ReceivedUpload,
  actor: Actor,
  { db, env, now }: RequestContext,
): Promise<{ recordingId: string } | { errors: Problem[] }> {
  const form = uploadForm.safeParse(upload.fields);
  const errors: Problem[] = form.success
    ? []
    : form.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
  if (upload.trouble) {
    errors.push({ field: upload.trouble.field, message: refusalWords(upload.trouble.reason) });
  } else if (!upload.video) errors.push({ field: 'video', message: '请选一个视频文件。' });
  if (!form.success || !upload.video || errors.length > 0) {
    if (upload.video) await discard(upload.video.file);
    return { errors };
  }
  const { title, course, section } = form.data;
  const { video, captions } = upload;
  const added = await addRecording(db, {
    actor,
    courseId: course,
    sectionId: section || null,
    title,
    video,
    captions,
    env,
    now: now(),
  });
  if (added.ok) return { recordingId: added.recordingId };
  return { errors: added.problems.map(({ field, words }) => ({ field, message: words })) };
}

export default function Uploads() {
  const { recordings, total, page, courses, sections } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有上传成功" />
      <PageTitle title="录播" lead="先上传，配好字幕，再发布。发布以后，选了这门课的人就能看。" />
      <Section title="上传一讲">
        <UploadForm
          courses={courses}
          sections={sections}
          fields={sent?.fields ?? {}}
          errors={sent?.errors ?? []}
        />
      </Section>
      <Section title={`已有的录播（${total} 讲）`}>
        <RecordingTable recordings={recordings} />
        {total > PAGE_SIZE ? (
          <Pagination
            page={page}
            pageSize={PAGE_SIZE}
            total={total}
            unit="讲"
            href={(to) => `/teach/recordings?page=${to}`}
          />
        ) : null}
      </Section>
    </>
  );
}
