import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { RoundProof } from '#app/features/rounds/parts/round-proof.tsx';
import { RoundSteps } from '#app/features/rounds/parts/round-steps.tsx';
import { SectionCounts } from '#app/features/rounds/parts/section-counts.tsx';
import { roundPage } from '#app/features/rounds/round-page.server.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { daysUntil, formatMoment } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page ? `${page.round.termName} ${page.round.name}` : '预选'} · 社区学院` },
];

export const handle: PageHandle = { width: 'standard' };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const roundId = params.roundId ?? '';
  const now = context.now();
  const round = isId(roundId) ? await roundPage(context.db, { roundId, now }) : null;
  if (!round) throw failure(request, 404, { message: '没有找到这次预选。' });
  const seats = await seatsOf(
    context.db,
    round.sections.map(({ id }) => id),
  );
  return {
    round,
    capacities: Object.fromEntries([...seats].map(([id, { capacity }]) => [id, capacity])),
    days: round.closesAt ? daysUntil(round.closesAt, now) : 0,
  };
}

export default function RoundOverview() {
  const { round, capacities, days } = useLoaderData<typeof loader>();
  const spoken = useSpoken();
  const isDrawn = round.seed !== null;
  return (
    <>
      <PageTitle
        eyebrow={round.termName}
        title={
          round.state === 'applying'
            ? `${round.name}报名中 · 还剩 ${days} 天`
            : `${round.name}${words[round.state]}`
        }
        lead={leadOf(round)}
        actions={
          round.state === 'applying' || isDrawn ? (
            <ButtonLink
              href={isDrawn ? `/me/application?round=${round.id}` : '/me/application'}
              tone="primary"
            >
              {isDrawn ? spoken('看你的结果') : '去报名'}
            </ButtonLink>
          ) : undefined
        }
      />
      <Stack gap={8}>
        <Section title="进行到哪一步">
          <RoundSteps round={round} />
        </Section>
        <Section title={`参加预选的班（${round.sections.length} 个，${round.applicants} 人报名）`}>
          <SectionCounts round={round} capacities={capacities} />
        </Section>
        <HowItWorks />
        <RoundProof round={round} />
      </Stack>
    </>
  );
}

/** One space between Chinese and figures. */
const spaced = (label: string) => (/^\d/.test(label) ? ` ${label}` : label);

const words = {
  preparing: '',
  coming: '快要开始',
  applying: '',
  closed: '报名已截止',
  frozen: '等待摇号',
  drawn: '结果已摇出',
  admitted: '已录取',
} as const;

function leadOf({
  state,
  opensAt,
  drawn,
}: Pick<ReturnType<typeof useLoaderData<typeof loader>>['round'], 'state' | 'opensAt' | 'drawn'>): string {
  if (state === 'coming' && opensAt) return `${formatMoment(opensAt)} 开始报名。先报后报机会一样，不用抢。`;
  if (state === 'applying') return '先报后报机会一样，不用抢。截止以后摇号，谁都可以重算一遍。';
  if (drawn) return `${drawn.applicants} 人报名，${drawn.people} 人抽中，给出 ${drawn.seats} 个名额。`;
  if (state === 'coming') return '报名时间还没有定，定好会写在这里。';
  return '报名已经冻结的，谁也改不了。摇号以后，种子、名单和结果都在这一页公开。';
}

function HowItWorks() {
  const { round } = useLoaderData<typeof loader>();
  const { quotas, mostChoices, mostPlaces, mostLots } = round;
  return (
    <Section title="怎么摇" more={{ label: '详细的办法', href: '/help/lottery' }}>
      <ol className="four-steps">
        <li>
          每人最多填 {mostChoices} 个志愿，最多得 {mostPlaces} 个班。每个报名的人有一个随机的票号。
        </li>
        <li>
          {mostLots > 1
            ? `每张票至少一个号；以前报了名没抽中的，每个学期多一个，最多 ${mostLots} 个，取最好的一个。`
            : '每张票一个号，机会都一样。'}
        </li>
        <li>号从小到大就是先后。轮到谁，就给他还有名额的、最靠前的志愿。</li>
        <li>代办的、自己报的，早报的、晚报的，机会都一样：这些都不参加计算。</li>
      </ol>
      {quotas.length > 0 ? (
        <>
          <h3 className="mt-6">留给一部分人的名额</h3>
          <ul className="plain-list">
            {quotas.map((quota) => (
              <li key={quota.id}>
                {quota.section ?? '每个班'}：留 {quota.share}% 给{spaced(quota.label)}，没人要的给大家
              </li>
            ))}
          </ul>
          <p className="quiet">
            公布的名单里用代号：
            {round.groups.map(({ code, label }) => `${code} 是${spaced(label)}`).join('，')}。
          </p>
        </>
      ) : null}
    </Section>
  );
}
