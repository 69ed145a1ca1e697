import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { IncomingWork } from '#app/features/media/incoming-work.server.ts';
import { readWhereItGoesOn } from '#app/features/selection/merged-enrolment.server.ts';
import { RubricTable } from '#app/features/tasks/parts/rubric-table.tsx';
import { WorkForm } from '#app/features/tasks/parts/work-form.tsx';
import { VersionCard, WorkStatus } from '#app/features/tasks/parts/work-shown.tsx';
import { taskDesk } from '#app/features/tasks/reading.server.ts';
import { mayWrite, taskKindNames } from '#app/features/tasks/work.rules.ts';
import { applyWorkForm } from '#app/features/tasks/work-actions.server.ts';
import { doneIn, failure, isPlainForm } from '#app/lib/http.server.ts';
import { readParts } from '#app/lib/http-parts.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { renderMarkdown } from '#app/lib/markdown.server.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { courseElsewhere } from '#app/shell/course-elsewhere.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { learningCrumbs } from '#app/shell/learning-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { RichText } from '#app/ui/rich-text.tsx';
import { TextArea } from '#app/ui/text-field.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.task.title ?? '任务'} · 社区学院` },
];

export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: learningCrumbs(({ enrolment }: { enrolment: { id: string; courseTitle: string } }) => ({
    title: enrolment.courseTitle,
    enrolmentId: enrolment.id,
  })),
};

const notFound = { message: '没有找到这项任务。可能已经退选，或者地址抄错了。' };
const doneWords: Record<string, string> = {
  saved: '草稿存好了，随时回来接着写。',
  'handed-in': '已经交给老师。老师看过以后会通知你。',
  removed: '文件去掉了，文字也存好了。',
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const desk = await taskDesk(context.db, {
    enrolmentId: params.enrolmentId ?? '',
    taskId: params.taskId ?? '',
    personId: actor.personId,
    now: context.now(),
  });
  if (!desk) throw await courseElsewhere(request, context, { actor, ...params, ...notFound });
  const done = doneIn(request, doneWords);
  return { ...desk, instructions: renderMarkdown(desk.task.instructions), done };
}

/** Keeps the draft, adds and takes out files, hands in. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db, env } = context;
  const { taskId = '' } = params;
  const now = context.now();
  const incoming = new IncomingWork(env);
  incoming.brokeOff = !(await readParts(request, (part) => incoming.take(part)));
  const own = { enrolmentId: params.enrolmentId ?? '', personId: actor.personId };
  const { enrolmentId, desk } = await readWhereItGoesOn(db, own, (id) =>
    taskDesk(db, { ...own, enrolmentId: id, taskId, now }),
  );
  // Without its words there is nothing to keep: as if it had not been sent.
  const isLost = incoming.words.body === undefined;
  if (!desk || isLost) {
    await incoming.drop();
    throw isLost && (desk || !isPlainForm(request)) ? failure(request, 400) : failure(request, 404, notFound);
  }
  const outcome = await applyWorkForm(db, { actor, enrolmentId, taskId, incoming, now });
  if (outcome.ok) throw redirect(`/learn/${enrolmentId}/tasks/${taskId}?done=${outcome.done}`, 303);
  if (outcome.status === 404) throw failure(request, 404, notFound);
  return data(outcome, outcome.status);
}

export default function Task() {
  const { enrolment, task, asked, versions, instructions, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const spoken = useSpoken();
  const [latest] = versions;
  const state = latest?.state ?? null;
  return (
    <>
      <ErrorSummary
        errors={sent?.errors ?? []}
        title={sent?.reason ? '没有保存' : '文字存好了，还有地方要看'}
      />
      {done && !sent ? <Notice tone="success" title={spoken(done)} announce /> : null}
      <PageTitle
        eyebrow={`${enrolment.courseTitle} · ${taskKindNames[task.kind]}`}
        title={task.title}
        lead={
          <>
            {state ? <WorkStatus state={state} /> : null} {asked ? '结业要做这一项' : '自选，不影响结业'}
            {asked || task.credits === 0 ? '' : `，通过得 ${formatHundredths(task.credits)} 学分`}
            {task.dueOn ? `，希望 ${formatDate(task.dueOn)} 前交，晚了也收。` : '。'}
          </>
        }
      />
      <Section title="要做什么">
        <RichText html={instructions} />
      </Section>
      <Section title="怎样算做好">
        <RubricTable criteria={task.criteria} passMark={task.passMark} />
      </Section>
      <OwnWork />
      <Versions />
      <div className="actions">
        <ButtonLink href={`/learn/${enrolment.id}`}>回到这门课</ButtonLink>
      </div>
    </>
  );
}

function OwnWork() {
  const { task, versions } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const spoken = useSpoken();
  const [latest] = versions;
  if (!mayWrite(latest?.state ?? null))
    return sent?.body ? (
      <Section title="刚才写的，没有保存">
        <TextArea name="unsaved" label="刚才写的文字" rows={8} defaultValue={sent.body} readOnly />
      </Section>
    ) : null;
  const errorOf = (field: string) => sent?.errors.find((error) => error.field === field)?.message;
  const draft = latest?.state === 'draft' ? latest : null;
  const returned = versions.find(({ state }) => state === 'returned');
  return (
    <Section
      title={
        latest?.state === 'returned' || (draft && draft.number > 1) ? '修改以后再交' : '写下来，交给老师'
      }
    >
      {returned?.review ? (
        <div className="mb-6">
          <Notice title="老师说">
            <p className="whitespace-pre-line">{spoken(returned.review.words)}</p>
          </Notice>
        </div>
      ) : null}
      {draft ? <p className="quiet">草稿存于 {formatMoment(draft.savedAt)}</p> : null}
      <WorkForm
        key={draft?.savedAt}
        body={sent?.body ?? latest?.body ?? ''}
        seen={draft?.savedAt ?? ''}
        files={latest?.files ?? []}
        wish={task.files}
        again={latest !== undefined && latest.number > (draft ? 1 : 0)}
        errorOf={errorOf}
      />
      {sent?.reason === 'changed' && draft ? (
        <Section title="已存的草稿">
          <p className="whitespace-pre-line">{draft.body}</p>
        </Section>
      ) : null}
    </Section>
  );
}

function Versions() {
  const { versions } = useLoaderData<typeof loader>();
  const handedIn = versions.filter(({ state }) => state !== 'draft');
  if (handedIn.length === 0) return null;
  return (
    <Section title="交过的">
      <Stack>
        {handedIn.map((version) => (
          <VersionCard key={version.id} version={version} />
        ))}
      </Stack>
    </Section>
  );
}
