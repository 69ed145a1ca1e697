import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { mediaAddresses } from '#app/features/media/files.server.ts';
import { changeCaptions } from '#app/features/recordings/cue-editing.server.ts';
import { CUES_ON_A_PAGE, readCueForm } from '#app/features/recordings/cue-forms.ts';
import { hintsOf } from '#app/features/recordings/cues.rules.ts';
import { recordingAtDesk } from '#app/features/recordings/desk.server.ts';
import {
  AddCue,
  CaptionsUpload,
  CueEditor,
  type Sent,
  ShiftCues,
} from '#app/features/recordings/parts/cue-editor.tsx';
import { captionsOf } from '#app/features/recordings/transcript.server.ts';
import { failure, readForm } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `字幕：${page?.title ?? ''} · 社区学院` },
];

export const handle: PageHandle = {
  width: 'wide',
  breadcrumb: [
    { label: '教学', href: '/teach' },
    { label: '录播', href: '/teach/recordings' },
  ],
};

const notFound = { message: '没有找到这一讲录播，或者不归这个账号管。' };
const doneWords: Record<string, string> = {
  save: '这一页的字幕已保存。',
  split: '已拆成两条，其他改动也保存了。',
  remove: '已删掉，其他改动也保存了。',
  add: '已加上。',
  shift: '字幕已移动。',
  file: '字幕文件收下了。从头看一遍，对一对时间。',
};

/** Open to whoever keeps the recording: its teachers, the registrar, the academy's admin. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db, env } = context;
  const recording = await recordingAtDesk(db, actor, params.recordingId ?? '');
  if (!recording) throw failure(request, 404, notFound);
  const { videoMediaId, captionsMediaId } = recording;
  const all = (await captionsOf(db, { mediaId: captionsMediaId, env }))?.cues ?? [];
  const [video = '', captions = null] = await mediaAddresses(
    db,
    captionsMediaId ? [videoMediaId, captionsMediaId] : [videoMediaId],
    { now: context.now(), forPerson: actor.personId ?? undefined },
  );
  const query = new URL(request.url).searchParams;
  const last = Math.max(1, Math.ceil(all.length / CUES_ON_A_PAGE));
  const page = Math.min(last, Math.max(1, Math.trunc(Number(query.get('page'))) || 1));
  const first = (page - 1) * CUES_ON_A_PAGE;
  const cues = all.slice(first, first + CUES_ON_A_PAGE).map((cue, at) => {
    const index = first + at;
    return { ...cue, index, hints: hintsOf(all, index) };
  });
  return {
    id: recording.id,
    title: recording.title,
    version: captionsMediaId ?? '',
    video,
    captions,
    cues,
    total: all.length,
    hinted: all.filter((_, index) => hintsOf(all, index).length > 0).length,
    page,
    done: doneWords[query.get('done') ?? ''] ?? null,
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db, env } = context;
  const recordingId = params.recordingId ?? '';
  const form = await readForm(request);
  const fields = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  const reading = await readCueForm(form);
  if (!reading.ok) return data({ problems: reading.problems, fields }, 400);
  const { version = '', deed = '' } = fields;
  const step = { actor, recordingId, version, change: reading.change, env, now: context.now() };
  const outcome = await changeCaptions(db, step);
  if (outcome.ok) {
    const page = outcome.at < 0 ? Number(fields.page) || 1 : Math.floor(outcome.at / CUES_ON_A_PAGE) + 1;
    throw redirect(`/teach/recordings/${recordingId}/captions?page=${page}&done=${deed.split(':')[0]}`, 303);
  }
  if (outcome.reason === 'not-found') throw failure(request, 404, notFound);
  return data({ problems: outcome.problems, fields }, outcome.reason === 'changed' ? 409 : 400);
}

export default function Captions() {
  const { id, title, version, video, captions, cues, total, hinted, page, done } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  const sent: Sent = {
    fields: answer?.fields ?? {},
    errorOf: (name) => problems.find(({ field }) => field === name)?.words,
  };
  // What was typed stays with the captions that it was typed over.
  const tools = { version: answer?.fields.version ?? version, sent };
  return (
    <>
      <ErrorSummary
        errors={problems.map(({ field, words }) => ({ field, message: words }))}
        title="字幕没有保存"
      />
      {done && problems.length === 0 ? (
        <div className="mb-6">
          <Notice tone="success" title={done} announce />
        </div>
      ) : null}
      <PageTitle
        eyebrow={
          <a className="link-target" href={`/teach/recordings/${id}`}>
            {title}
          </a>
        }
        title="字幕"
        lead={hinted > 0 ? `有 ${hinted} 条标了提示，看一看要不要改。` : '边看边改，改完一页保存一页。'}
      />
      <Columns
        aside={
          <>
            {/* biome-ignore lint/a11y/useMediaCaption: captions come with the track once they are there */}
            <video controls preload="metadata" className="w-full rounded-card" src={video}>
              {captions ? (
                <track kind="captions" srcLang="zh-CN" label="中文字幕" src={captions} default />
              ) : null}
            </video>
            <Section title="加一条">
              <AddCue {...tools} />
            </Section>
            {total > 0 ? (
              <Section title="整体移动">
                <ShiftCues {...tools} />
              </Section>
            ) : null}
            <Section title="换一份字幕">
              <CaptionsUpload {...tools} />
            </Section>
          </>
        }
      >
        {total === 0 ? (
          <p>还没有字幕。可以上传字幕文件，也可以一条一条加。</p>
        ) : (
          <>
            <CueEditor cues={cues} page={page} {...tools} />
            <Pagination page={page} pageSize={CUES_ON_A_PAGE} total={total} href={(to) => `?page=${to}`} />
          </>
        )}
      </Columns>
    </>
  );
}
