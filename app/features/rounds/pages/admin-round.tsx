import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { communityChoices } from '#app/features/organisation/community-choices.server.ts';
import { Preparing } from '#app/features/rounds/parts/preparing.tsx';
import { RoundMoves } from '#app/features/rounds/parts/round-moves.tsx';
import { roundStates } from '#app/features/rounds/parts/round-states.ts';
import { SectionCounts } from '#app/features/rounds/parts/section-counts.tsx';
import { roundChange } from '#app/features/rounds/round-desk.schema.ts';
import { roundPage } from '#app/features/rounds/round-page.server.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { changeRound } from '#app/features/selection/round-changes.server.ts';
import { candidatesOf } from '#app/features/selection/round-desk.server.ts';
import { failure, readForm } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page ? `${page.round.termName} ${page.round.name}` : '预选'} · 社区学院` },
];

export const handle = { width: 'wide', breadcrumb: adminCrumbs('rounds') };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const { db } = context;
  const now = context.now();
  const roundId = params.roundId ?? '';
  const round = isId(roundId) ? await roundPage(db, { roundId, now, evenPrepared: true }) : null;
  if (!round) throw failure(request, 404, { message: '没有找到这次预选。' });
  const seats = await seatsOf(
    db,
    round.sections.map(({ id }) => id),
  );
  const { seed: _, ...shown } = round;
  const isPreparing = round.state === 'preparing';
  return {
    round: shown,
    capacities: Object.fromEntries([...seats].map(([id, { capacity }]) => [id, capacity])),
    candidates: isPreparing ? await candidatesOf(db, round.termId) : [],
    communities: isPreparing ? await communityChoices(db, dayOf(now)) : [],
    saved: new URL(request.url).searchParams.has('saved'),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const roundId = params.roundId ?? '';
  if (!isId(roundId)) throw failure(request, 404, { message: '没有找到这次预选。' });
  const sent = await readForm(request);
  const fields = Object.fromEntries(sent) as Record<string, string>;
  const form = roundChange.safeParse({ ...fields, ...(sent.has('section') ? sectionsIn(sent) : {}) });
  if (!form.success)
    return data(
      {
        fields,
        errors: form.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message })),
      },
      400,
    );
  const refused = await changeRound(context.db, { actor, roundId, change: form.data, now: context.now() });
  if (refused === 'not-found') throw failure(request, 404, { message: '没有找到这次预选。' });
  if (refused) return data({ fields, errors: [refused] }, 409);
  if (form.data.means === 'drop-round') throw redirect('/admin/rounds?dropped', 303);
  throw redirect(`/admin/rounds/${roundId}?saved`, 303);
}

/** One section as itself, several as a list. */
function sectionsIn(sent: FormData): { section: string | string[] } {
  const all = sent.getAll('section').map(String);
  return { section: all.length === 1 ? (all[0] ?? '') : all };
}

export default function AdminRound() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const { round, capacities, saved } = page;
  const state = roundStates[round.state];
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有保存" />
      {saved && !sent ? <Notice tone="success" title="已保存。" announce /> : null}
      <PageTitle
        eyebrow={round.termName}
        title={round.name}
        lead={<Status tone={state.tone}>{state.word}</Status>}
      />
      <Columns aside={<RoundMoves round={round} />}>
        {round.state === 'preparing' ? (
          <Preparing page={page} sent={sent ?? null} />
        ) : (
          <Section title={`班级（${round.sections.length} 个，${round.applicants} 人报名）`}>
            <SectionCounts round={round} capacities={capacities} />
          </Section>
        )}
      </Columns>
    </>
  );
}
