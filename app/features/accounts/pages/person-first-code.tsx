import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { keysAwayWords } from '#app/features/accounts/answers.ts';
import { helped, mayNotWords } from '#app/features/accounts/help-with-password.server.ts';
import { helpWith, maskedPhone } from '#app/features/accounts/helping.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { KeysAway } from '#app/features/sealing/ring.server.ts';
import type { FieldProblem } from '#app/features/sign-in/sign-in.schema.ts';
import { failure, readFields, whileAway } from '#app/lib/http.server.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { CodeToTell, type GivenCode, HelpForm } from '../parts/help-form.tsx';
import { PhoneSection } from '../parts/phone-section.tsx';

export const meta: MetaFunction = () => [{ title: '帮人重设密码 · 社区学院' }];
export const handle = { width: 'reading', breadcrumb: adminCrumbs('people') };

const helpers = ['registrar', 'academy-admin', 'security-admin'] as const;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...helpers);
  const { personId = '' } = params;
  const person = await helped(context.db, { actor, personId, now: context.now() });
  if (!person) throw failure(request, 404);
  const { db, env, now } = context;
  const subject: [string, string] = ['person', person.id];
  await noteOpened(db, { actor, action: 'person.opened', subject, concerns: person.id, now: now() });
  const phone = person.may === 'yes' ? await maskedPhone(db, env, person.id) : null;
  return { person, phone, mayNot: person.may === 'yes' ? null : mayNotWords[person.may] };
}

interface Answer {
  problems: FieldProblem[];
  given: GivenCode | null;
  phone: string | null;
  saved: boolean;
}

const nothing: Answer = { problems: [], given: null, phone: null, saved: false };

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...helpers);
  const { db, env, now } = context;
  const person = await helped(db, { actor, personId: params.personId ?? '', now: now() });
  if (!person) throw failure(request, 404);
  const fields = await readFields(request);
  const done = await helpWith(db, { env, actor, person, fields, now: now() }).catch(
    whileAway(request, { isAway: (error) => error instanceof KeysAway, message: keysAwayWords }),
  );
  if (!done.ok) return data<Answer>({ ...nothing, problems: [done.problem] }, done.status);
  return data<Answer>({ ...nothing, ...done }, { headers: { 'cache-control': 'no-store' } });
}

export default function HelpWithPassword() {
  const { person, phone, mayNot } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  const errorOf = (field: string) => problems.find((problem) => problem.field === field)?.message;
  return (
    <>
      <ErrorSummary errors={problems} title="没有办成" />
      <PageTitle title={`帮${person.name}重设密码`} />
      {answer?.given ? <CodeToTell {...answer.given} /> : null}
      {!answer?.given && mayNot ? (
        <Notice tone="warn" title="不能由你来办">
          {mayNot}
        </Notice>
      ) : null}
      {answer?.saved ? <Notice tone="success" title="手机号登记好了" announce /> : null}
      {answer?.given || mayNot ? null : <HelpForm name={person.name} error={errorOf('identified')} />}
      {answer?.given || mayNot ? null : (
        <PhoneSection masked={phone} opened={answer?.phone ?? null} error={errorOf('phone')} />
      )}
      <p>
        <a href={`/admin/people/${person.id}`}>回到{person.name}</a>
      </p>
    </>
  );
}
