import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { type FormAnswer, fieldOf, formErrors } from '#app/lib/form-answer.ts';
import { readFields } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { Button } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { holidaysWithin } from '../holidays.rules.ts';
import { TermFields } from '../parts/term-fields.tsx';
import { planTerm } from '../term-changes.server.ts';
import { termById } from '../term-in-full.server.ts';
import { USUAL_OFFER_HOURS, usualLimits } from '../term-shape.ts';
import { nextHalfYear, usualWindows } from '../terms.rules.ts';
import { newTermForm, termFields } from '../terms.schema.ts';
import { recentTerms } from '../terms.server.ts';

export const meta: MetaFunction = () => [{ title: '排下一个学期 · 社区学院' }];

export const handle = { breadcrumb: adminCrumbs('terms') };

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const [newest] = await recentTerms(context.db);
  const last = newest ? await termById(context.db, newest.id) : null;
  const next = nextHalfYear(last, dayOf(context.now()));
  const { limits, offerHours } = last ?? { limits: usualLimits, offerHours: USUAL_OFFER_HOURS };
  const fields = termFields({ ...next, windows: usualWindows(next), limits, offerHours });
  return {
    usual: { code: next.code, holidays: 'yes', ...fields },
    holidays: holidaysWithin(next).map(({ name }) => name),
    after: last?.name ?? null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const fields = await readFields(request);
  const form = newTermForm.safeParse(fields);
  if (!form.success) return data<FormAnswer>({ fields, errors: formErrors(form.error) }, 400);
  const { plan, holidays } = form.data;
  const breaks = holidays ? holidaysWithin(plan) : [];
  const planned = await planTerm(context.db, { plan, breaks, actor, now: context.now() });
  if (planned.ok) throw redirect(`/admin/terms/${planned.termId}?done=planned`, 303);
  const errors =
    planned.reason === 'misfit'
      ? planned.problems
      : [{ field: 'code', message: `已经有编号是 ${plan.code} 的学期，换一个编号。` }];
  return data<FormAnswer>({ fields, errors }, 409);
}

export default function NewTerm() {
  const { usual, holidays, after } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const field = fieldOf(sent, usual);
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} />
      <PageTitle
        title="排下一个学期"
        lead={after ? `已经照着${after}填好，看一遍，改成这学期的样子。` : '先填好，以后都可以改。'}
      />
      <form className="form form-pairs" method="post">
        <h2>学期</h2>
        <TextField {...field('code')} label="编号" hint="班的编号里会用到，定了以后不改。" maxLength={32} />
        <TextField {...field('name')} label="名字" maxLength={64} />
        <TermFields field={field} />
        <h2>停课</h2>
        <div className="form-wide">
          <Checkbox
            name="holidays"
            label={`法定假日停课${holidays.length > 0 ? `：${holidays.join('、')}` : ''}`}
            checked={field('holidays').defaultValue === 'yes'}
          />
          <p className="field-hint">排课会跳过这些天。排好以后可以一天一天加减。</p>
        </div>
        <div className="actions">
          <Button type="submit" tone="primary">
            排好这个学期
          </Button>
        </div>
      </form>
    </>
  );
}
