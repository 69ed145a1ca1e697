import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { roundStates } from '#app/features/rounds/parts/round-states.ts';
import { RulesFields } from '#app/features/rounds/parts/rules-fields.tsx';
import { rounds } from '#app/features/rounds/reading.server.ts';
import { newRoundForm } from '#app/features/rounds/round-desk.schema.ts';
import { makeRound } from '#app/features/rounds/rounds.server.ts';
import { roundStateOf } from '#app/features/rounds/steps.rules.ts';
import { newSeed } from '#app/features/rounds/tickets.server.ts';
import { recentTerms, windowsOf } from '#app/features/timetable/terms.server.ts';
import { readFields } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';

export const meta: MetaFunction = () => [{ title: '预选 · 社区学院' }];

export const handle = { width: 'wide', breadcrumb: adminCrumbs() };

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const now = context.now();
  const [all, terms] = await Promise.all([rounds(context.db), recentTerms(context.db)]);
  const windows = await windowsOf(
    context.db,
    terms.map(({ id }) => id),
  );
  const hasTime = (termId: string) =>
    windows.some(
      (window) =>
        window.termId === termId && window.kind === 'preselect' && window.closesAt > now.toISOString(),
    );
  return {
    dropped: new URL(request.url).searchParams.has('dropped'),
    rounds: all.map((round) => ({ ...round, state: roundStateOf(round.steps, round, now) })),
    terms: terms
      .filter(({ id }) => hasTime(id) && !all.some(({ termId }) => termId === id))
      .map(({ id, name }) => ({ value: id, label: name })),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const fields = await readFields(request);
  const form = newRoundForm.safeParse(fields);
  if (!form.success)
    return data(
      {
        fields,
        errors: form.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message })),
      },
      400,
    );
  const { term: termId, ...rules } = form.data;
  const made = await makeRound(context.db, { actor, termId, ...rules, seed: newSeed(), now: context.now() });
  if (made.ok) throw redirect(`/admin/rounds/${made.roundId}`, 303);
  const message =
    made.reason === 'exists'
      ? '这个学期已经有一次预选，请在下面的列表里打开它。'
      : '这个学期没有预选报名时间，或者已经过了。先到学期里定一个报名时间。';
  return data({ fields, errors: [{ field: 'term', message }] }, 409);
}

export default function AdminRounds() {
  const { rounds: all, terms, dropped } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} />
      {dropped && !sent ? (
        <Notice tone="success" title="已取消这次预选，里面的班改回先到先得。" announce />
      ) : null}
      <PageTitle
        title="预选"
        lead="名额紧的班先报名、再摇号。种子的指纹在报名截止前公布，摇号以后谁都可以重算一遍。"
      />
      <Table
        caption="每个学期的预选"
        captionHidden
        rows={all}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="还没有预选">
            <p>先在学期里定好预选报名时间，再在下面建一次预选。</p>
          </EmptyState>
        }
        columns={[
          {
            key: 'name',
            label: '预选',
            head: true,
            render: ({ id, termName, name }) => (
              <a href={`/admin/rounds/${id}`}>
                {termName} {name}
              </a>
            ),
          },
          {
            key: 'when',
            label: '报名时间',
            render: ({ opensAt, closesAt }) =>
              opensAt && closesAt ? `${formatMoment(opensAt)} 至 ${formatMoment(closesAt)}` : '没有定',
          },
          {
            key: 'state',
            label: '进行到',
            render: ({ state }) => <Status tone={roundStates[state].tone}>{roundStates[state].word}</Status>,
          },
        ]}
      />
      <ExportLink rows={all.length} unit="次" />
      {terms.length > 0 || sent ? (
        <Section title="新建一次预选">
          <form method="post" className="form form-pairs">
            <SelectField
              name="term"
              label="学期"
              options={terms}
              placeholder="请选择"
              defaultValue={sent?.fields.term ?? (terms.length === 1 ? terms[0]?.value : '')}
              error={sent?.errors.find(({ field }) => field === 'term')?.message}
            />
            <RulesFields values={sent?.fields ?? {}} errors={sent?.errors ?? []} />
            <div className="actions">
              <Button tone="primary">建好，去选班</Button>
            </div>
          </form>
        </Section>
      ) : null}
    </>
  );
}
