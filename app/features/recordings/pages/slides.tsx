import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { notAtThisDesk } from '#app/features/recordings/desk-words.ts';
import { IncomingSlides } from '#app/features/recordings/incoming-slides.server.ts';
import { FilmBeside, FilmDesk, sentOf } from '#app/features/recordings/parts/film-desk.tsx';
import { AddSlides, SlideEditor, SlideList } from '#app/features/recordings/parts/slide-editor.tsx';
import {
  addSlides,
  changeSlides,
  removeSlide,
  type SlidesChanged,
} from '#app/features/recordings/slide-editing.server.ts';
import { readSlideForm } from '#app/features/recordings/slide-forms.ts';
import { slidesDeskOf } from '#app/features/recordings/slides-desk.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { readParts } from '#app/lib/http-parts.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { Notice } from '#app/ui/notice.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `幻灯片：${page?.desk.recording.title ?? ''} · 社区学院` },
];

export const handle: PageHandle = {
  width: 'wide',
  breadcrumb: teachingCrumbs('recordings'),
};

const unread = { field: '', words: '没有看懂要做什么。请回到这一页再试一次。' };
const doneWords: Record<string, string> = {
  save: '时间和文字已保存，幻灯片按时间排好了。',
  remove: '已拿掉，其他改动也保存了。',
  add: '图片收下了，先平均排开。放一遍视频，到哪一张就按“用现在的时间”。',
};

/** Open to whoever keeps the recording: its teachers, the registrar, the academy's admin. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const asked = { actor, recordingId: params.recordingId ?? '', now: context.now() };
  const desk = await slidesDeskOf(context.db, asked);
  if (!desk) throw failure(request, 404, notAtThisDesk);
  return { desk, done: doneIn(request, doneWords) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const step = { actor, recordingId: params.recordingId ?? '', now: context.now() };
  const address = `/teach/recordings/${step.recordingId}/slides`;
  if (request.headers.get('content-type')?.startsWith('multipart/form-data')) {
    const changed = await takePictures(request, context, step);
    if (changed.ok) throw redirect(`${address}?done=add`, 303);
    return refused(request, changed, {});
  }
  const fields = await readFields(request);
  const form = readSlideForm(fields);
  if (!form) return data({ problems: [unread], fields }, 400);
  const { deed, slideId, typed } = form;
  const saved = await changeSlides(context.db, { ...step, typed, film: fields.film });
  const changed = saved.ok && deed === 'remove' ? await removeSlide(context.db, { ...step, slideId }) : saved;
  if (changed.ok) throw redirect(`${address}?done=${deed}`, 303);
  return refused(request, changed, fields);
}

type Step = Omit<Parameters<typeof changeSlides>[1], 'film'>;

async function takePictures(
  request: Request,
  { db, env }: RequestContext,
  step: Omit<Step, 'typed'>,
): Promise<SlidesChanged> {
  const incoming = new IncomingSlides(env);
  if (!(await readParts(request, (part) => incoming.take(part)))) incoming.brokeOff();
  const came = await incoming.finish();
  if (came.ok) return addSlides(db, { ...step, pictures: came.pictures, env });
  return { ok: false, reason: 'problems', problems: [{ field: 'pictures', words: came.words }] };
}

function refused(
  request: Request,
  changed: Exclude<SlidesChanged, { ok: true }>,
  fields: Record<string, string>,
) {
  if (changed.reason === 'not-found') throw failure(request, 404, notAtThisDesk);
  return data({ problems: changed.problems, fields }, changed.reason === 'not-a-draft' ? 409 : 400);
}

export default function LectureSlides() {
  const { desk, done } = useLoaderData<typeof loader>();
  const { recording, film, slides, closed } = desk;
  const answer = useActionData<typeof action>();
  const sent = sentOf(answer);
  return (
    <FilmDesk
      recording={recording}
      title="幻灯片"
      lead="讲到哪里，就在视频旁边放出哪一张。"
      problems={answer?.problems ?? []}
      refused="幻灯片没有保存"
      done={done}
      film={<FilmBeside film={film} label={recording.title} />}
      tools={closed ? null : <AddSlides error={sent.errorOf('pictures')} isFirst={slides.length === 0} />}
    >
      {closed ? <Notice title={closed} /> : null}
      {slides.length === 0 ? <p>这一讲还没有幻灯片。</p> : null}
      {slides.length > 0 && closed ? <SlideList slides={slides} /> : null}
      {slides.length > 0 && !closed ? (
        <SlideEditor slides={slides} film={recording.videoMediaId} sent={sent} />
      ) : null}
    </FilmDesk>
  );
}
