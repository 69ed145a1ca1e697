import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { z } from 'zod';
import { lastDayToAppeal } from '#app/features/appeals/subjects.server.ts';
import { keepersOfLedger } from '#app/features/credits/keepers.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { ReversalForm } from '#app/features/credits/parts/reversal-form.tsx';
import { ownerOfEntry } from '#app/features/credits/reading.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { isReached, reachBy } from '#app/features/identity/reach.server.ts';
import { answersForm, failure, readForm } from '#app/lib/http.server.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '冲销学分 · 社区学院' }];

/** Nothing stands at this address to be read. */
export function loader({ request, params }: LoaderFunctionArgs) {
  return answersForm(request) ? null : redirect(`/admin/credits/${encodeURIComponent(params.entryId ?? '')}`);
}

const reversalForm = z.object({
  reason: z
    .string({ error: '请写明冲销理由。' })
    .trim()
    .min(4, { error: '请把冲销理由写清楚，至少 4 个字。' })
    .max(500, { error: '理由最多 500 字，请删短一些。' }),
});

const refusals = {
  'already-reversed': '这笔学分已经冲销过了，不用再冲一次。',
  'is-reversal': '冲销记录本身不能再冲销。要恢复的话，请重新记入。',
  own: '自己的学分要由别的经手人冲销。',
} as const;

const notFound = { message: '没有找到这笔学分。' };

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfLedger);
  const entryId = params.entryId ?? '';
  const fields = Object.fromEntries(await readForm(request));
  const form = reversalForm.safeParse(fields);
  if (!form.success)
    return data(
      {
        entryId,
        field: 'reason',
        message: form.error.issues[0]?.message ?? '',
        reason: String(fields.reason ?? ''),
      },
      400,
    );
  const [{ db }, now] = [context, context.now()];
  const owner = await ownerOfEntry(db, entryId);
  const reach = reachBy(actor, keepersOfLedger, now);
  if (owner === null || !(await isReached(db, reach, owner))) throw failure(request, 404, notFound);
  const appealUntil = await lastDayToAppeal(db, now);
  const outcome = await reverseCredit(db, { actor, entryId, reason: form.data.reason, appealUntil, now });
  if (outcome.ok) throw redirect(`/admin/credits/${entryId}`, 303);
  if (outcome.reason === 'not-found') throw failure(request, 404, notFound);
  return data({ entryId, field: undefined, message: refusals[outcome.reason], reason: '' }, 409);
}

export default function Reversal() {
  const refused = useActionData<typeof action>();
  if (!refused) return null;
  return (
    <>
      <ErrorSummary errors={[{ field: refused.field, message: refused.message }]} title="没有冲销" />
      <PageTitle title="冲销学分" />
      {refused.field ? (
        <ReversalForm entryId={refused.entryId} error={refused.message} reason={refused.reason} />
      ) : (
        <p>
          <a href={`/admin/credits/${refused.entryId}`}>回到这笔学分</a>
        </p>
      )}
    </>
  );
}
