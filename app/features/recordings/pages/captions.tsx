import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { captionsDeskOf } from '#app/features/recordings/captions-desk.server.ts';
import { changeCaptions } from '#app/features/recordings/cue-editing.server.ts';
import { CUES_ON_A_PAGE, readCueForm } from '#app/features/recordings/cue-forms.ts';
import { notAtThisDesk } from '#app/features/recordings/desk-words.ts';
import { CaptionTools, CueEditor } from '#app/features/recordings/parts/cue-editor.tsx';
import { FilmBeside, FilmDesk, sentOf } from '#app/features/recordings/parts/film-desk.tsx';
import { doneIn, failure, formWords, readForm } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Pagination } from '#app/ui/pagination.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `字幕：${page?.desk.recording.title ?? ''} · 社区学院` },
];

export const handle: PageHandle = {
  width: 'wide',
  breadcrumb: teachingCrumbs('recordings'),
};

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
  const query = new URL(request.url).searchParams;
  const desk = await captionsDeskOf(db, {
    ...{ actor, recordingId: params.recordingId ?? '', page: Number(query.get('page')) },
    ...{ env, now: context.now() },
  });
  if (!desk) throw failure(request, 404, notAtThisDesk);
  return { desk, done: doneIn(request, doneWords) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db, env } = context;
  const recordingId = params.recordingId ?? '';
  const form = await readForm(request);
  const fields = formWords(form);
  const reading = await readCueForm(form);
  if (!reading.ok) return data({ problems: reading.problems, fields }, 400);
  const { version = '', deed = '' } = fields;
  const step = { actor, recordingId, version, change: reading.change, env, now: context.now() };
  const outcome = await changeCaptions(db, step);
  if (outcome.ok) {
    const page = outcome.at < 0 ? Number(fields.page) || 1 : Math.floor(outcome.at / CUES_ON_A_PAGE) + 1;
    throw redirect(`/teach/recordings/${recordingId}/captions?page=${page}&done=${deed.split(':')[0]}`, 303);
  }
  if (outcome.reason === 'not-found') throw failure(request, 404, notAtThisDesk);
  return data({ problems: outcome.problems, fields }, outcome.reason === 'changed' ? 409 : 400);
}

export default function Captions() {
  const { desk, done } = useLoaderData<typeof loader>();
  const { recording, film, cues, total, hinted, page, unreadable } = desk;
  const answer = useActionData<typeof action>();
  // What was typed stays with the captions that it was typed over.
  const version = answer?.fields.version ?? recording.captionsMediaId ?? '';
  const tools = { version, sent: sentOf(answer) };
  return (
    <FilmDesk
      recording={recording}
      title="字幕"
      lead={hinted > 0 ? `有 ${hinted} 条标了提示，看一看要不要改。` : '边看边改，改完一页保存一页。'}
      problems={answer?.problems ?? []}
      refused="字幕没有保存"
      done={done}
      film={<FilmBeside film={film} label={recording.title} />}
      tools={<CaptionTools {...tools} total={total} onlyFile={unreadable} />}
    >
      {unreadable ? (
        <Notice tone="warn" title="字幕现在读不出来">
          存放文件的地方打不开，现在不能改字幕。请过一会儿再来；如果一直这样，请告诉系统管理员，或者重新上传一份字幕文件。
        </Notice>
      ) : null}
      {total === 0 && !unreadable ? <p>还没有字幕。可以上传字幕文件，也可以一条一条加。</p> : null}
      {total > 0 ? (
        <>
          <CueEditor cues={cues} page={page} {...tools} />
          <Pagination page={page} pageSize={CUES_ON_A_PAGE} total={total} href={(to) => `?page=${to}`} />
        </>
      ) : null}
    </FilmDesk>
  );
}
