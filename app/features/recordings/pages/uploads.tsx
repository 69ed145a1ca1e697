import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { openUploads } from '#app/features/media/uploads.server.ts';
import { recordingsAtDesk } from '#app/features/recordings/desk.server.ts';
import { IncomingUpload } from '#app/features/recordings/incoming-upload.server.ts';
import { OpenUploads } from '#app/features/recordings/parts/open-uploads.tsx';
import { RecordingTable } from '#app/features/recordings/parts/recording-table.tsx';
import { UploadForm } from '#app/features/recordings/parts/upload-form.tsx';
import { coursesAtDesk, reachOf, sectionsAtDesk } from '#app/features/recordings/reach.server.ts';
import { readParts } from '#app/lib/http-parts.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';

export const meta: MetaFunction = () => [{ title: '录播 · 社区学院' }];
export const handle: PageHandle = {
  width: 'wide',
  interactive: true,
  breadcrumb: teachingCrumbs(),
};

const PAGE_SIZE = 20;
const MOST_PAGES = 10_000;

/** Open to instructors (what they teach) and to the registrar and the academy's admin. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db, env } = context;
  const now = context.now();
  const query = new URL(request.url).searchParams;
  const asked = Number(query.get('page') ?? 1);
  const page = Number.isInteger(asked) && asked > 0 && asked < MOST_PAGES ? asked : 1;
  const reach = await reachOf(db, actor);
  const [courses, sections, shelf, open] = await Promise.all([
    coursesAtDesk(db, reach),
    sectionsAtDesk(db, reach, dayOf(now)),
    recordingsAtDesk(db, { reach, page, pageSize: PAGE_SIZE }),
    openUploads(db, { personId: actor.personId ?? '', env, now }),
  ]);
  return { courses, sections, ...shelf, open, page, givenUp: query.get('done') === 'given-up' };
}

/** Takes one recording in one form. The video goes to the disk as it comes; refused, nothing of it stays. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db, env } = context;
  const now = context.now();
  const upload = new IncomingUpload(env);
  if (!(await readParts(request, (part) => upload.take(part)))) upload.brokeOff();
  const result = await upload.finish(db, { actor, now });
  if (result.ok) throw redirect(`/teach/recordings/${result.recordingId}?done=added`, 303);
  return data({ problems: result.problems, values: upload.words }, 400);
}

export default function Uploads() {
  const { courses, sections, recordings, total, open, page, givenUp } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  return (
    <>
      <ErrorSummary
        errors={problems.map(({ field, words }) => ({ field, message: words }))}
        title="这一讲没有收下"
      />
      {givenUp && problems.length === 0 ? (
        <Notice tone="success" title="已放弃，传上来的部分已经删掉。" announce />
      ) : null}
      <PageTitle
        title="录播"
        lead="上传讲课视频，配好字幕，发布给选了课的人看。"
        actions={
          <>
            <ButtonLink href="#upload">上传一讲</ButtonLink>
            <ButtonLink href="/teach/recordings/reviews">审看别人的录播</ButtonLink>
          </>
        }
      />
      {open.length > 0 ? (
        <Section title="没有传完的视频">
          <OpenUploads uploads={open} />
        </Section>
      ) : null}
      <Section title="已有的录播">
        <RecordingTable recordings={recordings} />
        <ExportLink rows={total} unit="讲" />
        <Pagination page={page} pageSize={PAGE_SIZE} total={total} unit="讲" href={(to) => `?page=${to}`} />
      </Section>
      <Section title="上传一讲" id="upload">
        <UploadForm courses={courses} sections={sections} problems={problems} values={answer?.values ?? {}} />
      </Section>
    </>
  );
}
