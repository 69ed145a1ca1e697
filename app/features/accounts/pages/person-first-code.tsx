import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { spokenCode } from '#app/features/accounts/codes.rules.ts';
import { giveFirstCode } from '#app/features/accounts/first-codes.server.ts';
import { helped, mayNotWords } from '#app/features/accounts/help-with-password.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { type FieldProblem, problemsOf } from '#app/features/sign-in/sign-in.schema.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { helpForm } from '../account-forms.schema.ts';
import { CodeToTell, type GivenCode, HelpForm } from '../parts/help-form.tsx';

export const meta: MetaFunction = () => [{ title: '帮人重设密码 · 社区学院' }];
export const handle = { width: 'reading', breadcrumb: adminCrumbs('people') };

const helpers = ['registrar', 'academy-admin', 'security-admin'] as const;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...helpers);
  const { personId = '' } = params;
  const person = await helped(context.db, { actor, personId, now: context.now() });
  if (!person) throw failure(request, 404);
  return { person, mayNot: person.may === 'yes' ? null : mayNotWords[person.may] };
}

interface Answer {
  problems: FieldProblem[];
  given: GivenCode | null;
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...helpers);
  const { db, env, now } = context;
  const person = await helped(db, { actor, personId: params.personId ?? '', now: now() });
  if (!person) throw failure(request, 404);
  const parsed = helpForm.safeParse(await readFields(request));
  if (!parsed.success) return data<Answer>({ problems: problemsOf(parsed.error), given: null }, 400);
  const outcome = await giveFirstCode(db, {
    ...{ env, actor, personId: person.id, identified: parsed.data.identified, now: now() },
  });
  if (!outcome.ok) {
    if (outcome.reason === 'unreached') throw failure(request, 404);
    return data<Answer>({ problems: [{ message: mayNotWords[outcome.reason] }], given: null }, 409);
  }
  const until = formatMoment(outcome.expiresAt);
  const given = { code: spokenCode(outcome.code), until, username: person.username };
  return data<Answer>({ problems: [], given }, { headers: { 'cache-control': 'no-store' } });
}

export default function HelpWithPassword() {
  const { person, mayNot } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  return (
    <>
      <ErrorSummary errors={problems} title="没有给登录码" />
      <PageTitle title={`帮${person.name}重设密码`} />
      {answer?.given ? <CodeToTell {...answer.given} /> : null}
      {!answer?.given && mayNot ? (
        <Notice tone="warn" title="不能由你来办">
          {mayNot}
        </Notice>
      ) : null}
      {answer?.given || mayNot ? null : (
        <HelpForm name={person.name} error={problems[0]?.field ? problems[0].message : undefined} />
      )}
      <p>
        <a href={`/admin/people/${person.id}`}>回到{person.name}</a>
      </p>
    </>
  );
}
