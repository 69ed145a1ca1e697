import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { myCredits } from '#app/features/credits/my-credits.server.ts';
import type { LedgerEntry } from '#app/features/credits/reading.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatShortDate } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { MeterList } from '#app/ui/progress.tsx';
import { Seal } from '#app/ui/seal.tsx';
import { Status } from '#app/ui/status.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '我的学分 · 社区学院' }];

export const handle: PageHandle = { breadcrumb: [{ label: '我的', href: '/me' }] };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  return myCredits(context.db, {
    personId: actor.personId ?? '',
    year: new URL(request.url).searchParams.get('year'),
    now: context.now(),
  });
}

export default function MyCredits() {
  const { year, years, entries, balance } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="我的学分"
        lead={`${year} 年得到 ${formatHundredths(balance)} 学分，历年记录都在，每一笔都能点开看依据。`}
      />
      {years.length > 1 ? (
        <Tabs
          label="年度"
          tabs={years.map((each) => ({
            label: `${each} 年`,
            href: `/me/credits?year=${each}`,
            current: each === year,
          }))}
        />
      ) : null}
      <Counted />
      <Section title="每一笔">
        {entries.length === 0 ? (
          <EmptyState title="这一年还没有学分" action={<ButtonLink href="/courses">去选课</ButtonLink>}>
            <p>学完一门课，学分会自动记在这里。</p>
          </EmptyState>
        ) : null}
        <CardGrid>
          {entries.map((entry) => (
            <EntryCard key={entry.id} entry={entry} />
          ))}
        </CardGrid>
      </Section>
      <div className="actions">
        <ButtonLink href={`/me/statements/${year}`}>看 {year} 年学分情况表</ButtonLink>
        <ButtonLink href="/me/declarations">申报学分</ButtonLink>
        <ButtonLink href="/help/credits" tone="quiet">
          学分怎么来
        </ButtonLink>
      </div>
    </>
  );
}

/** What of the earned counts for each scheme, category by category. */
function Counted() {
  const { standing } = useLoaderData<typeof loader>();
  return standing.standings
    .filter(({ required }) => required > 0)
    .map((one) => (
      <Section key={one.position} title={one.title}>
        <p>
          要修 {formatHundredths(one.required)} 学分，已计入 {formatHundredths(one.counted)}
          {one.missing > 0 ? `，还差 ${formatHundredths(one.missing)}。` : '，已经修满。'}
        </p>
        <MeterList
          meters={one.categories.map((category) => ({
            label: category.label,
            value: category.counted / 100,
            of: (category.cap ?? one.required) / 100,
            note:
              category.earned > category.counted
                ? `得到 ${formatHundredths(category.earned)}，按规则最多计入 ${formatHundredths(category.counted)}`
                : undefined,
          }))}
        />
      </Section>
    ));
}

function EntryCard({ entry }: { entry: LedgerEntry }) {
  const reversed = entry.reversedById !== null || entry.kind === 'reversal';
  return (
    <Card
      title={`${entry.kind === 'reversal' ? '冲销：' : ''}${entry.title}`}
      href={`/me/credits/${entry.id}`}
      level={3}
      aside={
        reversed ? (
          <Status tone="closed">{entry.kind === 'reversal' ? '冲销' : '已冲销'}</Status>
        ) : (
          <span className="card-figure">
            {formatHundredths(entry.amount)} <small>学分</small>
          </span>
        )
      }
      footer={
        reversed ? undefined : (
          <Seal school={entry.school ?? 'citizen'} date={formatShortDate(entry.occurredOn)} label="已计入" />
        )
      }
    >
      <p className="quiet">
        {entry.kind === 'reversal'
          ? `${formatHundredths(entry.amount)} 学分。理由：${entry.reason ?? ''}`
          : entry.computation.words}
      </p>
    </Card>
  );
}
