import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useRef } from 'react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { changeCuts } from '#app/features/recordings/cut-actions.server.ts';
import { cutDeskOf } from '#app/features/recordings/cut-desk.server.ts';
import { rowsIn, withoutRow } from '#app/features/recordings/cut-forms.ts';
import { notAtThisDesk } from '#app/features/recordings/desk-words.ts';
import { CutEditor } from '#app/features/recordings/parts/cut-editor.tsx';
import { Film, useFilm } from '#app/features/recordings/parts/cut-film.tsx';
import {
  CutResult,
  CutStanding,
  DeleteOriginal,
  notNow,
} from '#app/features/recordings/parts/cut-result.tsx';
import { FilmDesk, sentOf } from '#app/features/recordings/parts/film-desk.tsx';
import { doneIn, failure, formWords, readForm } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `剪辑：${page?.desk.recording.title ?? ''} · 社区学院` },
];

export const handle: PageHandle = {
  width: 'wide',
  interactive: true,
  breadcrumb: teachingCrumbs('recordings'),
};

const doneWords: Record<string, string> = {
  whole: '完整的视频回来了，字幕和章节也都在。',
  same: '和现在的剪法一样，不用再剪。',
  dropped: '放弃了，视频还是原来的样子。',
  deleted: '原片已删除。',
  ending: '这一讲不再留着原片。存放文件的地方现在打不开，过一会儿会自己删掉。',
  kept: '这一讲不再留着原片。文件别的版本还要用，暂时没有删。',
};

/** Open to whoever keeps the recording: its teachers, the registrar, the academy's admin. What is tried out stands in the address. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const typed = query.remove === undefined ? query : withoutRow(query, query.remove);
  const asked = { actor, recordingId: params.recordingId ?? '', now: context.now() };
  const desk = await cutDeskOf(context.db, { ...asked, typed, env: context.env });
  if (!desk) throw failure(request, 404, notAtThisDesk);
  return { desk, done: doneIn(request, doneWords) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const recordingId = params.recordingId ?? '';
  const fields = formWords(await readForm(request));
  const outcome = await changeCuts(context, { actor, recordingId, fields });
  if (outcome.ok) throw redirect(`/teach/recordings/${recordingId}/cuts?done=${outcome.done}`, 303);
  if (outcome.reason === 'not-found') throw failure(request, 404, notAtThisDesk);
  return data({ problems: outcome.problems, fields }, outcome.reason === 'refused' ? 409 : 400);
}

export default function Cuts() {
  const { desk, done } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const video = useRef<HTMLVideoElement>(null);
  const { film, said } = useFilm(video);
  const { recording, original, processing } = desk;
  const fields = answer?.fields.deed === 'save' ? answer.fields : desk.fields;
  const problems = answer?.problems ?? desk.problems;
  const rows = fields === desk.fields ? desk.rows : [...rowsIn(fields), (rowsIn(fields).at(-1) ?? -1) + 1];
  const { state } = recording;
  const isReady = !processing?.needed || processing.state === 'done';
  const isDraft = state === 'draft' && isReady;
  return (
    <FilmDesk
      recording={recording}
      title="剪辑"
      lead={
        state === 'draft' ? '剪掉的不会丢：原片一直留着，随时可以换一种剪法，或者全部恢复。' : notNow[state]
      }
      problems={problems}
      refused={answer ? '没有保存' : '还不能这样剪'}
      done={done}
      standing={isReady ? <CutStanding desk={desk} /> : <NotReady />}
      film={isReady ? <Film {...{ video, shown: desk.film, said }} film={isDraft ? film : null} /> : null}
    >
      {isDraft ? (
        <>
          <Section title="剪完怎样">
            <CutResult desk={desk} />
          </Section>
          <CutEditor
            {...{ rows, fields, film }}
            durationMs={original.durationMs}
            errorOf={sentOf({ problems, fields }).errorOf}
          />
        </>
      ) : null}
      <DeleteOriginal desk={desk} />
    </FilmDesk>
  );
}

function NotReady() {
  return <Notice title="视频还在转换，转换好了才能剪">到哪一步了，看这一讲的“视频文件”一栏。</Notice>;
}
