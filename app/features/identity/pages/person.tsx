import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { lastSheetYear } from '#app/features/closing/last-sheet.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { findUnits } from '#app/features/organisation/unit-search.server.ts';
import { type FieldProblem, problemsOf } from '#app/features/sign-in/sign-in.schema.ts';
import { type Actor, holds } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure, readForm } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { requireRole } from '../gate.server.ts';
import { mayHandOut, rolesToHandOut, scopesOf } from '../grants.rules.ts';
import { keepersOfPeople } from '../keepers.ts';
import { NewRights } from '../parts/new-rights.tsx';
import { GrantTable } from '../parts/person-grants.tsx';
import { PostTable } from '../parts/person-posts.tsx';
import { appointmentsOf, findPerson, grantsOf, type Person } from '../people.server.ts';
import { personForm } from '../person.schema.ts';
import { actOnPerson } from '../person-actions.server.ts';
import { belongsTo } from '../positions.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: `${shown?.name ?? '人员'} · 教务 · 社区学院` },
];
export const handle = { width: 'wide', breadcrumb: adminCrumbs('people') };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfPeople);
  const { id, name, username, createdAt } = await personInReach(request, context, actor, params.personId);
  const { db } = context;
  const today = dayOf(context.now());
  const search = new URL(request.url).searchParams;
  const place = (search.get('place') ?? '').slice(0, 64);
  const scopes = scopesOf(actor, ...keepersOfPeople);
  const [posts, grants] = [await appointmentsOf(db, id, today), await grantsOf(db, id, today)];
  const units = place ? await findUnits(db, { name: place, scopes, onDay: today }) : [];
  const isSelf = actor.personId === id;
  await noteOpened(context.db, {
    actor,
    action: 'person.opened',
    subject: ['person', id],
    concerns: id,
    now: context.now(),
  });
  return {
    id,
    name,
    username,
    createdAt,
    today,
    place,
    posts,
    isSelf,
    grants: grants.map((grant) => ({
      ...grant,
      mayEnd: !isSelf && mayHandOut(actor, grant.role, grant.unitPath),
    })),
    units: units.map(({ id: unitId, trail }) => ({ id: unitId, trail })),
    roles: isSelf ? [] : rolesToHandOut(actor),
    everywhere: scopes === 'everywhere',
    mayExempt: !isSelf && holds(actor, 'registrar', 'academy-admin'),
    mayWaive: holds(actor, 'academy-admin'),
    mayEndSessions: holds(actor, 'security-admin'),
    // Whoever looks for a place is registering a post.
    sheetYear: place ? null : await lastSheetYear(db, { actor, personId: id }),
    done: search.has('done'),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfPeople);
  const { id } = await personInReach(request, context, actor, params.personId);
  const parsed = personForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!parsed.success) return data({ problems: problemsOf(parsed.error) }, 400);
  const outcome = await actOnPerson(context.db, {
    actor,
    personId: id,
    form: parsed.data,
    now: context.now(),
  });
  if (outcome.ok) return redirect(`/admin/people/${id}?done=${outcome.done}`);
  return data({ problems: [{ message: outcome.message }] }, 409);
}

/** The person, if the actor's rights reach them; an unknown one and one out of reach are the same 404. */
async function personInReach(
  request: Request,
  context: RequestContext,
  actor: Actor,
  personId = '',
): Promise<Person> {
  const person = isId(personId) ? await findPerson(context.db, personId) : null;
  const scopes = scopesOf(actor, ...keepersOfPeople);
  const onDay = dayOf(context.now());
  if (!person || !(await belongsTo(context.db, { personId, scopes, onDay }))) throw failure(request, 404);
  return person;
}

export default function PersonPage() {
  const person = useLoaderData<typeof loader>();
  const problems: FieldProblem[] = useActionData<typeof action>()?.problems ?? [];
  return (
    <>
      <ErrorSummary errors={problems} title="没有改动" />
      {person.done && problems.length === 0 ? <Notice tone="success" title="已经登记好" announce /> : null}
      <PageTitle title={person.name} />
      <DescriptionList
        facts={[
          ['用户名', person.username],
          ['登记日期', formatDate(person.createdAt)],
        ]}
      />
      {person.isSelf ? null : (
        <p>
          <a href={`/admin/people/${person.id}/first-code`}>帮{person.name}重设密码</a>
        </p>
      )}
      <Section title="岗位">
        <PostTable posts={person.posts} today={person.today} />
        {person.mayExempt ? (
          <p>
            <a href={`/admin/exemptions/new?person=${person.id}`}>提出免考核</a>
          </p>
        ) : null}
        {person.mayExempt ? (
          <p>
            <a href={`/admin/people/${person.id}/closing`}>替本人注销账号</a>
          </p>
        ) : null}
      </Section>
      {person.sheetYear ? (
        <p>
          <a href={`/admin/statements/${person.sheetYear}/people/${person.id}`}>
            {person.sheetYear}&nbsp;年度情况表
          </a>
        </p>
      ) : null}
      <Section title="授权">
        <GrantTable grants={person.grants} />
        {person.isSelf ? <p className="quiet">这是自己的账号。授权要由另一位管理员来给。</p> : null}
      </Section>
      {person.mayWaive ? (
        <p>
          <a href={`/admin/waivers/${person.id}`}>领办项目的要求和豁免</a>
        </p>
      ) : null}
      {person.mayEndSessions ? (
        <p>
          <a href={`/admin/people/${person.id}/sign-in`}>登录情况：锁定、设备、两步登录</a>
        </p>
      ) : null}
      <Section title="登记新的岗位或授权" id="new">
        <NewRights {...person} />
      </Section>
    </>
  );
}
