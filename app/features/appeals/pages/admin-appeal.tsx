import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { applyAppealDecision } from '#app/features/appeals/appeal-actions.server.ts';
import { appealStateNames, appealStateTones } from '#app/features/appeals/appeals.rules.ts';
import { appealConflictWords } from '#app/features/appeals/conflict.server.ts';
import { appealDesk } from '#app/features/appeals/desk.server.ts';
import { decidersOfAppeals } from '#app/features/appeals/keepers.ts';
import { AppealDecision } from '#app/features/appeals/parts/appeal-decision.tsx';
import { EntryDetail } from '#app/features/credits/parts/entry-detail.tsx';
import { DeclaredFacts } from '#app/features/declarations/parts/declared-facts.tsx';
import { StepList } from '#app/features/declarations/parts/step-list.tsx';
import { WorthNote } from '#app/features/declarations/parts/worth-note.tsx';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `申诉：${page?.title ?? ''} · 社区学院` },
];
export const handle: PageHandle = { breadcrumb: adminCrumbs('appeals') };

const notFound = { message: '没有找到这件申诉。' };
const doneWords = { decided: '已经决定，本人收到了通知。' };

/** Open to appeals reviewers. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...decidersOfAppeals);
  const appealId = params.appealId ?? '';
  const now = context.now();
  const desk = await appealDesk(context.db, { actor, appealId, now });
  if (!desk) throw failure(request, 404, notFound);
  await writeJournal(context.db, {
    ...{ actor, now, detail: {} },
    action: 'appeal.read',
    subjectType: 'appeal',
    subjectId: appealId,
  });
  const { conflict } = desk;
  return {
    ...desk,
    conflictWords: conflict && appealConflictWords[conflict],
    done: doneIn(request, doneWords),
  };
}

/** Upholds or dismisses the appeal, with words, for good. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...decidersOfAppeals);
  const appealId = params.appealId ?? '';
  const now = context.now();
  const fields = await readFields(request);
  if (!(await appealDesk(context.db, { actor, appealId, now }))) throw failure(request, 404, notFound);
  const outcome = await applyAppealDecision(context.db, { actor, appealId, fields, now });
  if (outcome.ok) throw redirect(`/admin/appeals/${appealId}?done=decided`, 303);
  if (outcome.status === 404) throw failure(request, 404, notFound);
  return data(outcome.answer, outcome.status);
}

export default function AdminAppeal() {
  const { appeal, title, personName, dueOn, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还没有决定" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        eyebrow={<Status tone={appealStateTones[appeal.state]}>{appealStateNames[appeal.state]}</Status>}
        title={title}
        lead={`${personName}在 ${formatMoment(appeal.raisedAt)} 提出申诉，申诉的期限是 ${formatDate(dueOn)}。`}
      />
      <Section title="申诉的话">
        <p className="whitespace-pre-line">{appeal.words}</p>
      </Section>
      <About />
      {appeal.decision ? (
        <Section title="复核的结果">
          <p className="whitespace-pre-line">{appeal.decision.words}</p>
          <p className="quiet">{formatMoment(appeal.decision.at)}</p>
        </Section>
      ) : null}
      <Verdict />
    </>
  );
}

function About() {
  const { sheet, entry } = useLoaderData<typeof loader>();
  if (sheet)
    return (
      <>
        <Section title="申报的内容">
          <DeclaredFacts
            declared={sheet.declared}
            worth={sheet.worth}
            files={sheet.files}
            sameTitle={sheet.sameTitle}
          />
        </Section>
        <WorthNote worth={sheet.worth} />
        <Section title="到了哪一步">
          <StepList steps={sheet.steps} grants={sheet.grants} next={null} />
        </Section>
      </>
    );
  if (!entry) return null;
  return (
    <>
      {entry.entry.reason ? <Notice title={`当时的理由：${entry.entry.reason}`} /> : null}
      <EntryDetail {...entry} />
    </>
  );
}

function Verdict() {
  const { appeal, conflictWords, sheet } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  if (appeal.state !== 'waiting') return null;
  if (conflictWords) return <Notice title={conflictWords} />;
  return (
    <Section title="怎么决定">
      <AppealDecision sheet={sheet} answer={sent} />
    </Section>
  );
}
