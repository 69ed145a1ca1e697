import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { isLate } from '#app/features/appeals/appeals.rules.ts';
import { AppealNote } from '#app/features/appeals/parts/appeal-note.tsx';
import { ownAppeals } from '#app/features/appeals/reading.server.ts';
import { applyOwnForm } from '#app/features/declarations/declaration-actions.server.ts';
import { declarationRefusals } from '#app/features/declarations/declaration-words.ts';
import { discardDraft } from '#app/features/declarations/discarding.server.ts';
import { nextWords } from '#app/features/declarations/next-words.rules.ts';
import { DeclarationStatus } from '#app/features/declarations/parts/declaration-status.tsx';
import { DeclaredFacts } from '#app/features/declarations/parts/declared-facts.tsx';
import { OwnForm } from '#app/features/declarations/parts/own-form.tsx';
import { StepList } from '#app/features/declarations/parts/step-list.tsx';
import { UnknownYears } from '#app/features/declarations/parts/unknown-years.tsx';
import { Withdrawal } from '#app/features/declarations/parts/withdrawal.tsx';
import { WorthNote } from '#app/features/declarations/parts/worth-note.tsx';
import { declarationSheet, ownDeclaration } from '#app/features/declarations/reading.server.ts';
import { sameThings } from '#app/features/declarations/same-items.server.ts';
import { withdrawDeclaration } from '#app/features/declarations/sending.server.ts';
import { mayWrite, type StepKind } from '#app/features/declarations/states.rules.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { doneIn, failure } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { readIncoming } from '#app/shell/incoming-form.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `申报：${page?.declared.title ?? ''} · 社区学院` },
];

export const handle: PageHandle = {
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的申报', href: '/me/declarations' },
  ],
};

const contestableKinds: readonly StepKind[] = ['granted', 'refused', 'objection-upheld'];

const notFound = { message: '没有找到这份申报。可能地址抄错了。' };
const doneWords = {
  saved: '草稿存好了。看看下面怎么算，没问题就提交。',
  removed: '文件去掉了，别的都存好了。',
  sent: '已经提交。审核的结果会通知你。',
  appealed: '申诉已经提交。复核的结果会通知你，也会写在这里。',
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db } = context;
  const [now, forPerson] = [context.now(), actor.personId];
  const row = await ownDeclaration(db, { declarationId: params.declarationId ?? '', personId: forPerson });
  if (!row) throw failure(request, 404, notFound);
  const sheet = await declarationSheet(db, { row, forPerson, now });
  const mayContest = sheet.steps.some(({ kind }) => contestableKinds.includes(kind));
  const about = { subject: 'declaration', subjectId: row.id, personId: forPerson } as const;
  const appeals = mayContest ? await ownAppeals(db, about) : null;
  const late = appeals?.contested ? isLate(dayOf(now), appeals.contested.dueOn) : false;
  const writing = mayWrite(row.state as 'draft');
  const same = writing ? await sameThings(db, { personId: forPerson, kind: sheet.kind, except: row.id }) : [];
  return { ...sheet, same, appeals, late, done: doneIn(request, doneWords) };
}

/** Saves, sends or takes back one's own declaration. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db } = context;
  const now = context.now();
  const declarationId = params.declarationId ?? '';
  const incoming = await readIncoming(request, context);
  const row = await ownDeclaration(db, { declarationId, personId: actor.personId });
  if (!row) {
    await incoming.drop();
    throw failure(request, 404, notFound);
  }
  if (incoming.words.means === 'withdraw') {
    const withdrawn = await withdrawDeclaration(db, { actor, declarationId, now });
    if (withdrawn.ok) throw redirect('/me/declarations?done=withdrawn', 303);
    const errors = [{ message: declarationRefusals.decided }];
    return data({ answer: { fields: {}, errors }, other: undefined }, 409);
  }
  if (incoming.words.means === 'discard') {
    const discarded = await discardDraft(db, { actor, declarationId, now });
    if (discarded.ok) throw redirect('/me/declarations?done=discarded', 303);
    const errors = [{ message: declarationRefusals['not-draft'] }];
    return data({ answer: { fields: {}, errors }, other: undefined }, 409);
  }
  const outcome = await applyOwnForm(db, { actor, incoming, row, now });
  if (outcome.ok) throw redirect(`/me/declarations/${declarationId}?done=${outcome.done}`, 303);
  return data({ answer: outcome.answer, other: outcome.other }, outcome.status);
}

export default function MyDeclaration() {
  const sheet = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const spoken = useSpoken();
  const { declared, worth, done } = sheet;
  const writing = mayWrite(declared.state);
  return (
    <>
      <ErrorSummary errors={sent?.answer.errors ?? []} title="还有地方要看" />
      {sent?.other ? (
        <p>
          <a href={sent.other}>看已经有的那一份</a>
        </p>
      ) : null}
      {done && !sent ? <Notice tone="success" title={spoken(done)} announce /> : null}
      <PageTitle
        eyebrow={<DeclarationStatus state={declared.state} />}
        title={declared.title}
        lead={spoken(nextOf(sheet))}
      />
      <UnknownYears years={sheet.publicity?.running ? sheet.publicity.unknownYears : []} />
      {declared.state === 'returned' ? <Returned steps={sheet.steps} /> : null}
      {writing ? <WorthNote worth={worth} /> : null}
      {writing ? (
        <Section title={declared.state === 'returned' ? '补好再提交' : '改一改，或者提交'}>
          <OwnForm key={declared.savedAt} sheet={sheet} same={sheet.same} answer={sent?.answer} />
        </Section>
      ) : (
        <Section title="申报的内容">
          <DeclaredFacts declared={declared} worth={worth} files={sheet.files} sameTitle={sheet.sameTitle} />
        </Section>
      )}
      {sheet.steps.length > 0 ? (
        <Section title="到了哪一步">
          <StepList steps={sheet.steps} grants={sheet.grants} next={ahead(sheet)} />
        </Section>
      ) : null}
      <AppealNote declarationId={declared.id} appeals={sheet.appeals} late={sheet.late} />
      <Withdrawal declared={declared} />
      <div className="actions">
        <ButtonLink href="/me/declarations">回到我的申报</ButtonLink>
      </div>
    </>
  );
}

/** What the reviewer asks for, before everything else: the steps with their words come last. */
function Returned({ steps }: Pick<Sheet, 'steps'>) {
  const words = steps.findLast(({ kind }) => kind === 'returned')?.words;
  return words ? (
    <Notice tone="warn" title="审核员的话">
      <p className="whitespace-pre-line">{words}</p>
    </Notice>
  ) : null;
}

type Sheet = Pick<ReturnType<typeof useLoaderData<typeof loader>>, 'declared' | 'steps' | 'publicity'>;

function nextOf({ declared, steps, publicity }: Sheet): string {
  const { state, sentAt } = declared;
  const publicUntil = publicity?.endsOn ?? null;
  return nextWords({ state, sentAt, movedAt: steps.at(-1)?.at ?? null, publicUntil });
}

/** What is still to come; nothing where it has come to its end. */
function ahead(sheet: Sheet): string | null {
  const over = ['posted', 'refused', 'withdrawn'].includes(sheet.declared.state);
  return over ? null : nextOf(sheet);
}
