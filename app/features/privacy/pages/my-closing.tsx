import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { ownClosingForm } from '#app/features/privacy/account-closing.schema.ts';
import { askToClose, openClosing, takeBackClosing } from '#app/features/privacy/asking-to-close.server.ts';
import { declinedClosing } from '#app/features/privacy/declining.server.ts';
import { obstaclesOf } from '#app/features/privacy/obstacles.server.ts';
import { ClosingFacts } from '#app/features/privacy/parts/closing-facts.tsx';
import { policy } from '#app/features/privacy/policy.rules.ts';
import { confirmOneself, ownProof } from '#app/features/sign-in/own-account.server.ts';
import { OwnProofField } from '#app/features/sign-in/parts/own-proof-field.tsx';
import { proofRefusal } from '#app/features/sign-in/waiting.rules.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import { doneIn, readFields } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '注销账号 · 社区学院' }];

export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的资料', href: '/me/data' },
  ],
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const personId = actor.personId ?? '';
  const now = context.now();
  const closing = await openClosing(context.db, personId);
  const obstacles = closing ? [] : await obstaclesOf(context.db, { personId, now });
  const declined = closing ? null : await declinedClosing(context.db, personId);
  const done = doneIn(request, { asked: '收到了注销的请求。' });
  return {
    closing: closing && { dueAt: closing.dueAt, means: closing.means },
    obstacles,
    declined,
    proof: await ownProof(context.db, personId),
    days: policy.closeAfterDays,
    done,
  };
}

const refusals = {
  obstacles: '还有没办完的事，请先办完。',
  own: '只能注销自己的账号。',
  already: '已经提过了，在等着办。',
};

/** For whoever has neither a password nor a second step. */
const byPaper = '这个账号没有密码，也没有开两步登录，在网上没法核对是你本人。请到学院办公室，在纸上写。';

/** Asks for one's own account to be closed, with the password once more (or a code where there is none); or takes that back. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db, env, clientAddress: address } = context;
  const personId = actor.personId ?? '';
  const now = context.now();
  const form = ownClosingForm.safeParse(await readFields(request));
  const refused = (message: string, status: number, field?: string) => {
    const answer: FormAnswer = { fields: {}, errors: [{ message, ...(field ? { field } : {}) }] };
    return data(answer, status);
  };
  if (!form.success) {
    const answer: FormAnswer = { fields: {}, errors: formErrors(form.error) };
    return data(answer, 400);
  }
  if (form.data.means === 'take-back') {
    await takeBackClosing(db, { actor, personId, now });
    throw redirect('/me/data?done=taken-back', 303);
  }
  const { password: shown } = form.data;
  const cookies = request.headers.get('cookie');
  const checked = await confirmOneself(db, { env, personId, shown, address, cookies, now });
  if (!checked.ok && checked.by === 'none') return refused(byPaper, 403);
  if (!checked.ok) {
    const { message, status } = proofRefusal(checked, '账号没有注销');
    return refused(message, status, 'password');
  }
  const outcome = await askToClose(db, { actor, personId, means: 'self', reason: '', now });
  if (outcome.ok) throw redirect('/me/data/closing?done=asked', 303);
  return refused(refusals[outcome.reason], 409);
}

export default function MyClosing() {
  const { closing, declined, obstacles, proof, days, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有注销" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        title="注销账号"
        lead={`提出以后等 ${days} 天，这几天登录进来就可以取消。过了以后不能恢复。`}
      />
      {closing ? (
        <Notice tone="warn" title={`账号将在 ${formatMoment(closing.dueAt)} 以后注销`}>
          <form method="post">
            <Button name="means" value="take-back" tone="primary">
              不注销了
            </Button>
          </form>
        </Notice>
      ) : null}
      {declined ? (
        <Notice tone="warn" title={`${formatMoment(declined.at)} 没有注销`}>
          <p>那时还有没办完的事：{declined.words}。办完以后可以再提。</p>
        </Notice>
      ) : null}
      <ClosingFacts />
      {closing ? null : obstacles.length > 0 ? (
        <Section title="先办完这些">
          <ul className="link-list">
            {obstacles.map(({ what, href }) => (
              <li key={href + what}>
                <a href={href}>{what}</a>
              </li>
            ))}
          </ul>
        </Section>
      ) : proof === 'none' ? (
        <Section title="确定要注销">
          <p>{byPaper}</p>
        </Section>
      ) : (
        <Section title="确定要注销">
          <form className="form" method="post">
            <OwnProofField
              proof={proof}
              name="password"
              error={sent?.errors.find(({ field }) => field === 'password')?.message}
            />
            <div className="actions">
              <Button name="means" value="close">
                注销账号
              </Button>
            </div>
          </form>
          <p className="quiet">填不出来的，请到学院办公室，在纸上写也一样。</p>
        </Section>
      )}
    </>
  );
}
