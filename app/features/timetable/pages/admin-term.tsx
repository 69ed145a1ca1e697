import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { fieldOf } from '#app/lib/form-answer.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { schoolNames, schools } from '#app/lib/vocabulary.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { lockedPreselectHold, preselectHold } from '#app/shell/preselect-guard.server.ts';
import { Button } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Steps } from '#app/ui/steps.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { yearsWithoutHolidays } from '../holidays.rules.ts';
import { TermBreaks } from '../parts/term-breaks.tsx';
import { TermFields } from '../parts/term-fields.tsx';
import { daysWords } from '../section-words.rules.ts';
import { actOnTerm, termMeans } from '../term-actions.server.ts';
import { meetingsInBreaks, termById } from '../term-in-full.server.ts';
import type { TermInFull } from '../term-shape.ts';
import { timelineOf } from '../term-words.rules.ts';
import { termFields } from '../terms.schema.ts';

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: `${shown?.term.name ?? '学期'} · 教务 · 社区学院` },
];

export const handle = { width: 'wide', breadcrumb: adminCrumbs('terms') };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const { db } = context;
  const term = await termOf(request, context, params.termId);
  const search = new URL(request.url).searchParams;
  const tab = search.get('tab') === 'edit' ? ('edit' as const) : ('overview' as const);
  return {
    term,
    tab,
    timeline: timelineOf(term, context.now()),
    meetings: await meetingsInBreaks(db, { termId: term.id, breaks: term.breaks }),
    unknownYears: yearsWithoutHolidays(term),
    drawn: tab === 'edit' && (await preselectHold(db, term.id)) === 'fixed',
    done: search.get('done'),
  };
}

async function termOf(request: Request, { db }: RequestContext, termId = ''): Promise<TermInFull> {
  const term = isId(termId) ? await termById(db, termId) : null;
  if (!term) throw failure(request, 404, { message: '没有找到这个学期。' });
  return term;
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const { id: termId } = await termOf(request, context, params.termId);
  const fields = await readFields(request);
  const means = termMeans.find((one) => one === fields.means);
  if (!means) throw failure(request, 400);
  const outcome = await actOnTerm(context.db, means, {
    termId,
    fields,
    preselectHold: lockedPreselectHold,
    actor,
    now: context.now(),
  });
  if (!outcome.ok) return data({ means, fields, errors: outcome.errors }, outcome.status);
  throw redirect(`/admin/terms/${termId}?done=${means}${means === 'term' ? '' : '#breaks'}`, 303);
}

const done: Readonly<Record<string, string>> = {
  planned: '学期排好了。接下来可以排班。',
  term: '已经改好。',
  break: '停课的日子加上了。',
  'break-end': '停课的日子去掉了。',
};

export default function AdminTerm() {
  const { term, tab, done: just } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const href = `/admin/terms/${term.id}`;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有保存" />
      {just && done[just] && !sent ? <Notice tone="success" title={done[just]} announce /> : null}
      <PageTitle eyebrow={term.code} title={term.name} lead={daysWords(term.startsOn, term.endsOn)} />
      <Tabs
        label="学期"
        tabs={[
          { label: '安排', href, current: tab === 'overview' },
          { label: '改时间和限额', href: `${href}?tab=edit`, current: tab === 'edit' },
        ]}
      />
      {tab === 'edit' ? <EditTerm href={href} /> : <Overview href={href} />}
    </>
  );
}

const steps = { over: 'done', open: 'current', coming: 'ahead' } as const;

function Overview({ href }: { href: string }) {
  const { term, timeline, meetings, unknownYears } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const field = fieldOf(sent?.means === 'break' ? sent : undefined);
  const { limits } = term;
  const own = schools.filter((school) => limits.bySchool[school] !== undefined);
  return (
    <Columns
      aside={
        <Section title="限额和候补">
          <DescriptionList
            facts={[
              ['四校合计', `最多 ${limits.all} 门`],
              ...own.map((school) => [schoolNames[school], `最多 ${limits.bySchool[school]} 门`] as const),
              ['候补', `空出的名额留 ${term.offerHours} 小时`],
              [
                '班级',
                <a key="sections" href={`/admin/sections?term=${term.code}`}>
                  看这学期的班
                </a>,
              ],
            ]}
          />
        </Section>
      }
    >
      <Section title="时间安排">
        <Steps
          steps={timeline.map(({ title, state, when }) => ({ title, state: steps[state], note: when }))}
        />
      </Section>
      <TermBreaks {...{ href, breaks: term.breaks, meetings, unknownYears, field }} />
    </Columns>
  );
}

function EditTerm({ href }: { href: string }) {
  const { term, drawn } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const field = fieldOf(sent?.means === 'term' ? sent : undefined, termFields(term));
  return (
    <form className="form form-pairs" method="post" action={`${href}?tab=edit`}>
      <input type="hidden" name="means" value="term" />
      {drawn ? (
        <div className="form-wide">
          <Notice title="预选报名的时间不能再改">这一轮的报名已经冻结或者摇过号。</Notice>
        </div>
      ) : null}
      <h2>学期</h2>
      <div className="form-wide">
        <TextField {...field('name')} label="名字" width="medium" maxLength={64} />
      </div>
      <TermFields field={field} />
      <div className="actions">
        <Button type="submit" tone="primary">
          保存
        </Button>
      </div>
    </form>
  );
}
