import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { readCode } from '#app/features/suggestions/codes.ts';
import { Contact } from '#app/features/suggestions/parts/contact.tsx';
import { OwnList } from '#app/features/suggestions/parts/own-list.tsx';
import { Receipt } from '#app/features/suggestions/parts/receipt.tsx';
import { BoxNumbers } from '#app/features/suggestions/parts/statistics.tsx';
import { WritingForm } from '#app/features/suggestions/parts/writing-form.tsx';
import { policy } from '#app/features/suggestions/policy.rules.ts';
import { ownSuggestions } from '#app/features/suggestions/reading.server.ts';
import { boxStatistics } from '#app/features/suggestions/statistics.server.ts';
import { applySuggestion } from '#app/features/suggestions/suggestion-actions.server.ts';
import { readFields } from '#app/lib/http.server.ts';
import { newRandomId } from '#app/lib/id.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '意见箱 · 社区学院' }];
export const handle: PageHandle = { width: 'reading' };

const query = z.object({ page: z.coerce.number().int().min(1).max(1_000).catch(1) });

/** Open to everybody; whoever is signed in also sees what came of their own. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, now } = context;
  const actor = await optionalActor(request, context);
  const { page } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const personId = actor?.personId ?? null;
  const [statistics, { own, more }] = await Promise.all([
    boxStatistics(db, now()),
    personId ? ownSuggestions(db, { personId, page }) : { own: [], more: false },
  ]);
  const { contact, acceptWithinWorkingDays, answerWithinWorkingDays, publicMayWrite } = policy;
  const days = { accept: acceptWithinWorkingDays, answer: answerWithinWorkingDays };
  const mayWrite = personId !== null || publicMayWrite;
  return {
    ...{ statistics, own, more, page, contact, days, mayWrite },
    signedIn: personId !== null,
    token: newRandomId(),
  };
}

/** Puts something into the box; or leads to what a code stands for, so that no form carries the code into an address of its own making. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { db, clientAddress: address, now } = context;
  const actor = await optionalActor(request, context);
  const fields = await readFields(request);
  if (fields.means === 'follow') {
    const code = readCode(fields.code ?? '');
    if (code) throw redirect(`/suggestions/${code}`, 303);
    const message = '回执码是 16 个字母和数字，像 7K2M-9QXA-4TB0-C3DE。请对照纸条再写一次。';
    return data({ receipt: null, answer: { fields, errors: [{ field: 'code', message }] } }, 400);
  }
  const outcome = await applySuggestion(db, { actor, fields, address, now: now() });
  if (!outcome.ok) return data({ receipt: null, answer: outcome.answer }, outcome.status);
  if (outcome.code === null) throw redirect(`/suggestions/${outcome.suggestionId}?done=written`, 303);
  return data({ receipt: outcome.code, answer: null });
}

export default function Suggestions() {
  const { contact, days, mayWrite, signedIn, own, more, page, statistics, token } =
    useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const spoken = useSpoken();
  if (sent?.receipt) return <Receipt code={sent.receipt} days={days} contact={contact} />;
  const answer = sent?.answer ?? undefined;
  const follows = answer?.fields.means === 'follow';
  return (
    <>
      <ErrorSummary errors={answer?.errors ?? []} title={follows ? '没有找到' : '这一份没有收下'} />
      <PageTitle
        title="意见箱"
        lead={spoken(
          `有建议、要投诉，或者觉得填表打卡成了负担，都可以写在这里。${days.accept} 个工作日内有人受理，${days.answer} 个工作日内答复。`,
        )}
      />
      {signedIn ? <OwnList own={own} more={more} page={page} /> : null}
      <Section title="写一份" id="write">
        {mayWrite ? (
          <WritingForm token={token} signedIn={signedIn} answer={follows ? undefined : answer} />
        ) : (
          <Notice title="登录以后可以写">
            <a href="/login?next=/suggestions">去登录</a>；不登录，也可以打电话给联络员。
          </Notice>
        )}
      </Section>
      <Contact contact={contact} />
      <Section title="凭回执码看答复" id="follow">
        <form className="form" method="post">
          <input type="hidden" name="means" value="follow" />
          <TextField
            name="code"
            label="回执码"
            hint="没有写名字的那一份，提交以后给的 16 个字母和数字。"
            width="medium"
            autoComplete="off"
            spellCheck={false}
            defaultValue={follows ? answer?.fields.code : undefined}
            error={follows ? answer?.errors[0]?.message : undefined}
          />
          <div className="actions">
            <Button>看答复</Button>
          </div>
        </form>
      </Section>
      <BoxNumbers {...statistics} />
      <p className="quiet">
        <a href="/help/suggestions">意见箱怎么办事、记下什么</a>
      </p>
    </>
  );
}
