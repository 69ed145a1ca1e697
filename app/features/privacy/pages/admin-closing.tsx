import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { findPerson } from '#app/features/identity/people.server.ts';
import { isReached, reachBy } from '#app/features/identity/reach.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { closingMeansNames } from '#app/features/privacy/account-closing.rules.ts';
import { staffClosingForm } from '#app/features/privacy/account-closing.schema.ts';
import {
  approveClosing,
  askToClose,
  openClosing,
  takeBackClosing,
} from '#app/features/privacy/asking-to-close.server.ts';
import { keepersOfData } from '#app/features/privacy/keepers.ts';
import { obstaclesOf } from '#app/features/privacy/obstacles.server.ts';
import { ClosingFacts } from '#app/features/privacy/parts/closing-facts.tsx';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { type FormAnswer, fieldOf, formErrors } from '#app/lib/form-answer.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `替人注销：${page?.name ?? ''} · 社区学院` },
];
export const handle: PageHandle = { width: 'reading', breadcrumb: adminCrumbs('people') };

/** The person, if the actor's rights reach them and they are somebody else. */
async function reached(request: Request, { db, now }: RequestContext, actor: Actor, personId = '') {
  const person = isId(personId) ? await findPerson(db, personId) : null;
  const reach = reachBy(actor, keepersOfData, now());
  if (!person || !(await isReached(db, reach, personId)))
    throw failure(request, 404, { message: '没有找到这个人。' });
  return person;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfData);
  const { id: personId, name } = await reached(request, context, actor, params.personId);
  const subject: [string, string] = ['person', personId];
  const read = { action: 'account.closing-read', subject, concerns: personId };
  await noteOpened(context.db, { actor, ...read, now: context.now() });
  const closing = await openClosing(context.db, personId);
  const obstacles = closing ? [] : await obstaclesOf(context.db, { personId, now: context.now() });
  const isSame = closing?.askedBy === actor.personId;
  const done = doneIn(request, {
    close: '记下了。',
    approve: '核准了，到时间就注销。',
    'take-back': '已经取消。',
  });
  return { personId, name, isOwn: personId === actor.personId, isSame, closing, obstacles, done };
}

const refusals = {
  obstacles: '还有没办完的事，请先办完。',
  own: '自己的账号，请在“我的资料”里注销。',
  already: '已经有人提过了。',
  nothing: '现在没有要核准的。',
  same: '要请另一位教务核准。',
};

/** Writes down that an account is to be closed, agrees as the second person, or takes it back. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfData);
  const { id: personId } = await reached(request, context, actor, params.personId);
  const { db } = context;
  const now = context.now();
  const fields = await readFields(request);
  const form = staffClosingForm.safeParse(fields);
  if (!form.success) {
    const answer: FormAnswer = { fields, errors: formErrors(form.error) };
    return data(answer, 400);
  }
  const wish = form.data;
  const outcome =
    wish.means === 'close'
      ? await askToClose(db, { actor, personId, means: wish.why, reason: wish.reason, now })
      : wish.means === 'approve'
        ? await approveClosing(db, { actor, personId, now })
        : { ok: await takeBackClosing(db, { actor, personId, now }), reason: 'nothing' as const };
  if (outcome.ok) throw redirect(`/admin/people/${personId}/closing?done=${wish.means}`, 303);
  const answer: FormAnswer = { fields, errors: [{ message: refusals[outcome.reason] }] };
  return data(answer, 409);
}

export default function AdminClosing() {
  const { personId, name, isOwn, closing, obstacles, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有写进去" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        title={`替${name}注销账号`}
        lead="只在本人写了纸、去世或者搬走时用。去世和搬走要另一位教务核准。"
      />
      {isOwn ? <Notice title={refusals.own} /> : closing ? <Underway /> : null}
      {!isOwn && !closing && obstacles.length > 0 ? (
        <Section title="先办完这些">
          <ul className="policy-lines">
            {obstacles.map(({ what, href }) => (
              <li key={href + what}>{what}</li>
            ))}
          </ul>
          <p>
            <a href={`/admin/people/${personId}`}>打开{name}的页面，看课、岗位和授权</a>
          </p>
        </Section>
      ) : null}
      {!isOwn && !closing && obstacles.length === 0 ? (
        <form className="form" method="post">
          <RadioGroup
            name="why"
            label="为什么注销"
            value={sent?.fields.why}
            error={fieldOf(sent)('why').error}
            choices={(['paper', 'died', 'moved'] as const).map((value) => ({
              value,
              label: closingMeansNames[value],
            }))}
          />
          <TextArea
            {...fieldOf(sent)('reason')}
            label="依据"
            hint="纸在哪里，谁来说的。注销以后这句话也会删掉。"
            rows={3}
            maxLength={500}
          />
          <div className="actions">
            <Button name="means" value="close">
              记下来
            </Button>
          </div>
        </form>
      ) : null}
      <ClosingFacts />
    </>
  );
}

function Underway() {
  const { closing, isSame } = useLoaderData<typeof loader>();
  if (!closing) return null;
  return (
    <Notice
      tone="warn"
      title={`${closingMeansNames[closing.means]}，${formatMoment(closing.dueAt)} 以后注销`}
    >
      {closing.reason ? <p>{closing.reason}</p> : null}
      <form className="actions" method="post">
        {closing.waitsForSecond && !isSame ? (
          <Button name="means" value="approve" tone="primary">
            核准
          </Button>
        ) : null}
        <Button name="means" value="take-back">
          不注销了
        </Button>
      </form>
      {closing.waitsForSecond && isSame ? <p className="quiet">等另一位教务核准。</p> : null}
    </Notice>
  );
}
