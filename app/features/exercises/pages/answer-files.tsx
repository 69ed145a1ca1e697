import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { applyFilesForm, type UploadDesk, uploadDesk } from '#app/features/exercises/upload-desk.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { IncomingWork } from '#app/features/media/incoming-work.server.ts';
import { FileLinks, FilesWithRemove } from '#app/features/media/parts/work-files.tsx';
import { MOST_FILES, workFileHint } from '#app/features/media/work-files.rules.ts';
import { readWhereItGoesOn } from '#app/features/selection/merged-enrolment.server.ts';
import { doneIn, failure, isPlainForm } from '#app/lib/http.server.ts';
import { readParts } from '#app/lib/http-parts.server.ts';
import { courseElsewhere } from '#app/shell/course-elsewhere.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { learningCrumbs } from '#app/shell/learning-crumbs.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileField } from '#app/ui/file-field.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `交文件：${page?.exercise.title ?? '小测'} · 社区学院` },
];

const crumbs = learningCrumbs(({ enrolment }: UploadDesk) => ({
  title: enrolment.courseTitle,
  enrolmentId: enrolment.id,
}));

export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: (page: unknown) => {
    const { enrolment, exercise } = page as UploadDesk;
    const href = `/learn/${enrolment.id}/exercises/${exercise.id}`;
    return [...crumbs(page), { label: exercise.title, href }];
  },
};

const notFound = { message: '没有找到这道题。可能已经退选，或者题目重新抽过了。请回到小测再看。' };
const doneWords: Record<string, string> = {
  added: '文件加好了。回到题目接着答，交卷以后老师才看得到。',
  removed: '文件去掉了。',
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const desk = await uploadDesk(context.db, {
    enrolmentId: params.enrolmentId ?? '',
    exerciseId: params.exerciseId ?? '',
    questionId: params.questionId ?? '',
    personId: actor.personId,
    now: context.now(),
  });
  if (!desk) throw await courseElsewhere(request, context, { actor, ...params, ...notFound });
  return { ...desk, done: doneIn(request, doneWords) };
}

/** Adds files to the answer, or takes one out. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db, env } = context;
  const { exerciseId = '', questionId = '' } = params;
  const now = context.now();
  const incoming = new IncomingWork(env);
  incoming.brokeOff = !(await readParts(request, (part) => incoming.take(part)));
  const own = { enrolmentId: params.enrolmentId ?? '', personId: actor.personId };
  const { enrolmentId, desk } = await readWhereItGoesOn(db, own, (id) =>
    uploadDesk(db, { ...own, enrolmentId: id, exerciseId, questionId, now }),
  );
  const isUnreadable = incoming.words.form === undefined;
  if (!desk || isUnreadable) {
    await incoming.drop();
    throw isUnreadable && (desk || !isPlainForm(request))
      ? failure(request, 400)
      : failure(request, 404, notFound);
  }
  const outcome = await applyFilesForm(db, { actor, desk, incoming, now });
  if (!outcome.ok) return data(outcome, outcome.status);
  const here = `/learn/${enrolmentId}/exercises/${exerciseId}/questions/${questionId}`;
  throw redirect(`${here}?done=${outcome.done}`, 303);
}

export default function AnswerFiles() {
  const { exercise, attemptId, place, stem, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="有文件没有收下" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        eyebrow={exercise.title}
        title={`第 ${place} 题：交文件`}
        lead={attemptId ? '把文件加在这里，交卷以后由老师来看。' : '卷子已经交上去了，文件不能再换。'}
      />
      <p className="mb-6">{stem}</p>
      {attemptId ? <FilesForm /> : <HandedIn />}
    </>
  );
}

function FilesForm() {
  const { files, enrolment, exercise } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const isFull = files.length >= MOST_FILES;
  return (
    <form className="form" method="post" encType="multipart/form-data">
      {/* Comes first, so that a connection that breaks within a file can be told from something that is no form. */}
      <input type="hidden" name="form" value="files" />
      {/* The first button is what Enter presses: it must take nothing out. */}
      <button type="submit" name="means" value="add" className="sr-only" tabIndex={-1} aria-hidden="true">
        加上
      </button>
      <FilesWithRemove files={files} />
      {isFull ? (
        <p className="quiet" id="file" tabIndex={-1}>
          已经有 {MOST_FILES} 个文件，加满了。想换，先去掉一个。
        </p>
      ) : (
        <FileField
          name="file"
          label={files.length > 0 ? '再加文件' : '选文件'}
          hint={workFileHint}
          multiple
          error={sent?.errors.map(({ message }) => message).join('')}
        />
      )}
      <div className="actions">
        {isFull ? null : (
          <Button name="means" value="add" tone="primary">
            加上
          </Button>
        )}
        <ButtonLink
          href={`/learn/${enrolment.id}/exercises/${exercise.id}`}
          tone={isFull ? 'primary' : 'secondary'}
        >
          回到题目
        </ButtonLink>
      </div>
    </form>
  );
}

function HandedIn() {
  const { files, enrolment, exercise } = useLoaderData<typeof loader>();
  return (
    <>
      {files.length > 0 ? <FileLinks files={files} /> : <p className="quiet">这道题没有交文件。</p>}
      <div className="actions">
        <ButtonLink href={`/learn/${enrolment.id}/exercises/${exercise.id}`}>回到题目</ButtonLink>
      </div>
    </>
  );
}
