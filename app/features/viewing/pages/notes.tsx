import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { noteForm } from '#app/features/viewing/notes.schema.ts';
import { deleteNote, type NoteOutcome, notesOf, writeNote } from '#app/features/viewing/notes.server.ts';
import { clockTime } from '#app/features/viewing/parts/clock.ts';
import { NoteFields, NoteItem } from '#app/features/viewing/parts/note-forms.tsx';
import { recordingForViewing } from '#app/features/viewing/watched-recording.server.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import { doneIn, failure, readForm } from '#app/lib/http.server.ts';
import { courseElsewhere } from '#app/shell/course-elsewhere.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { lectureCrumbs } from '#app/shell/learning-crumbs.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `笔记 · ${page?.lecture.title ?? '录播'} · 社区学院` },
];

export const handle: PageHandle = { width: 'reading', breadcrumb: lectureCrumbs };

const doneWords: Record<string, string> = { add: '记下了。', change: '改好了。', delete: '删掉了。' };
const notFound = { message: '没有找到这一讲或者这一条笔记。可能已经退选，或者已经删掉了。' };
const refusals: Record<Exclude<NoteOutcome, { ok: true }>['reason'], string> = {
  'not-found': notFound.message,
  'after-the-end': '这一讲没有这么长。请看看讲到几分几秒，再写一次。',
  'too-many': '这一讲的笔记已经有 300 条，放不下了。删掉几条旧的再记。',
};

/** Open to whoever is enrolled; one’s own notes only. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { enrolmentId = '', recordingId = '' } = params;
  const seat = { enrolmentId, recordingId, personId: actor.personId ?? '' };
  const recording = await recordingForViewing(context.db, seat);
  if (!recording) throw await courseElsewhere(request, context, { actor, enrolmentId, ...notFound });
  return {
    course: { title: recording.courseTitle, enrolmentId },
    lecture: { title: recording.title, href: `/learn/${enrolmentId}/recordings/${recording.id}` },
    atSeconds: recording.positionSeconds,
    notes: await notesOf(context.db, seat),
    done: doneIn(request, doneWords),
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db } = context;
  const { enrolmentId = '', recordingId = '' } = params;
  const seat = { enrolmentId, recordingId, personId: actor.personId ?? '' };
  const fields = Object.fromEntries(
    [...(await readForm(request))].map(([name, value]) => [name, String(value)] as const),
  );
  const means = fields.means ?? '';
  if (!(means in doneWords)) throw failure(request, 400);
  const noteId = means === 'add' ? null : (fields.note ?? '');
  const answer = async (outcome: NoteOutcome) => {
    if (outcome.ok)
      return redirect(`/learn/${enrolmentId}/recordings/${recordingId}/notes?done=${means}`, 303);
    if (outcome.reason === 'not-found')
      throw await courseElsewhere(request, context, { actor, enrolmentId, ...notFound });
    const field = outcome.reason === 'after-the-end' ? 'at' : 'words';
    return data<FormAnswer>({ fields, errors: [{ field, message: refusals[outcome.reason] }] }, 409);
  };
  if (means === 'delete') return answer(await deleteNote(db, { seat, noteId: noteId ?? '' }));
  const form = noteForm.safeParse(fields);
  if (!form.success) return data<FormAnswer>({ fields, errors: formErrors(form.error) }, 400);
  const note = { atSeconds: form.data.at, words: form.data.words };
  return answer(await writeNote(db, { seat, noteId, note, now: context.now() }));
}

export default function Notes() {
  const { lecture, atSeconds, notes, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>() as FormAnswer | undefined;
  const changed = sent?.fields.note;
  const prefix = changed ?? 'new';
  return (
    <>
      <ErrorSummary
        errors={(sent?.errors ?? []).map(({ field, message }) => ({ field: `${prefix}-${field}`, message }))}
      />
      {done ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        eyebrow="我的笔记"
        title={lecture.title}
        lead="只有自己看得到。点前面的时间，就从那里听。"
        actions={<ButtonLink href={lecture.href}>回到这一讲</ButtonLink>}
      />
      {notes.length > 0 ? (
        <ol className="m-0 list-none p-0">
          {notes.map((note) => (
            <NoteItem
              key={note.id}
              note={note}
              lectureHref={lecture.href}
              sent={changed === note.id ? sent : undefined}
            />
          ))}
        </ol>
      ) : (
        <EmptyState title="还没有笔记">
          <p>听到要紧的地方，在视频下面或者这里记一笔，以后点一下就能回到那里。</p>
        </EmptyState>
      )}
      <div className="print:hidden">
        <Section title="记一笔">
          <form className="form" method="post">
            <input type="hidden" name="means" value="add" />
            <NoteFields
              sent={changed === undefined ? sent : undefined}
              usual={{ at: clockTime(atSeconds), words: '' }}
              idPrefix="new"
            />
            <div className="actions">
              <Button tone="primary">记下</Button>
            </div>
          </form>
        </Section>
      </div>
    </>
  );
}
