import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { exemptionForm } from '#app/features/credits/exemption.schema.ts';
import { exemptionKinds } from '#app/features/credits/exemption-kinds.server.ts';
import { type ProposalOutcome, proposeExemption } from '#app/features/credits/exemption-steps.server.ts';
import { proposersOfExemptions } from '#app/features/credits/keepers.ts';
import { ExemptionFields } from '#app/features/credits/parts/exemption-fields.tsx';
import { WhomToExempt } from '#app/features/credits/parts/whom-to-exempt.tsx';
import { postsOfMany } from '#app/features/credits/records.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { personCalled } from '#app/features/identity/named-person.server.ts';
import { findPerson } from '#app/features/identity/people.server.ts';
import { belongsTo } from '#app/features/identity/positions.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { type FormAnswer, fieldOf, formErrors } from '#app/lib/form-answer.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { creditYearOn } from '../years.server.ts';

export const meta: MetaFunction = () => [{ title: '提出免考核 · 教务 · 社区学院' }];

export const handle = { breadcrumb: adminCrumbs('exemptions') };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...proposersOfExemptions);
  const { db } = context;
  const search = new URL(request.url).searchParams;
  const [personId, who] = [search.get('person'), (search.get('who') ?? '').slice(0, 64)];
  const year = await creditYearOn(db, dayOf(context.now()));
  if (personId !== null) {
    const person = await personInReach(request, context, actor, personId);
    const kinds = await exemptionKinds(db, dayOf(context.now()));
    const span = { from: `${year - 1}-01-01`, to: `${year + 1}-12-31`, years: [year] };
    const posts = (await postsOfMany(db, [person.id], span)).get(person.id)?.posts ?? [];
    const own = person.id === actor.personId;
    const positions = [...new Set(posts.map(({ position }) => position))];
    return { year, who, called: null, person: { id: person.id, name: person.name, own, positions }, kinds };
  }
  const called = who ? await personCalled(db, who) : null;
  if (called?.kind === 'one') throw redirect(`/admin/exemptions/new?person=${called.person.id}`);
  return { year, who, called, person: null, kinds: [] };
}

/** The person, if the actor's rights reach them; an unknown one and one out of reach are the same 404. */
async function personInReach(request: Request, { db, now }: RequestContext, actor: Actor, personId: string) {
  const person = isId(personId) ? await findPerson(db, personId) : null;
  const scopes = scopesOf(actor, ...proposersOfExemptions);
  const within = person && (await belongsTo(db, { personId, scopes, onDay: dayOf(now()) }));
  if (!person || !within) throw failure(request, 404, { message: '没有找到这个人，或者不在管理范围里。' });
  return person;
}

const refusals: Record<
  Extract<ProposalOutcome, { ok: false }>['reason'],
  { field?: string; message: string }
> = {
  own: { message: '自己的免考核要由别的经手人提出。' },
  kind: { field: 'kind', message: '年度方案里没有这一种，请从列表里选。' },
  position: { field: 'position', message: '这个人在这一年没有这个身份，请换一个身份或年度。' },
  waiting: { message: '这个身份这一年的免考核已经提出过，正在等待批准。' },
  already: { message: '这个身份这一年已经免考核了，不用再提。' },
};

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...proposersOfExemptions);
  const fields = await readFields(request);
  const form = exemptionForm.safeParse(fields);
  if (!form.success) return data<FormAnswer>({ fields, errors: formErrors(form.error) }, 400);
  const { person: personId, ...asked } = form.data;
  await personInReach(request, context, actor, personId);
  const outcome = await proposeExemption(context.db, { actor, personId, ...asked, now: context.now() });
  if (outcome.ok) throw redirect(`/admin/exemptions/${outcome.exemptionId}?done=proposed`, 303);
  return data<FormAnswer>({ fields, errors: [refusals[outcome.reason]] }, 409);
}

export default function NewExemption() {
  const { person, who, called, year, kinds } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有提出" />
      <PageTitle
        title={person ? `提出免考核：${person.name}` : '提出免考核'}
        lead="提出以后由另一位管理员批准，批准了才生效。"
      />
      {person ? (
        <ExemptionFields
          person={person}
          year={year}
          kinds={kinds}
          field={fieldOf(sent, { year: String(year) })}
        />
      ) : (
        <WhomToExempt who={who} called={called} />
      )}
    </>
  );
}
