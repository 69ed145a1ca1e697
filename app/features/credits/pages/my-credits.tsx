import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { myCredits } from '#app/features/credits/my-credits.server.ts';
import { CatchingUpList } from '#app/features/credits/parts/catching-up-list.tsx';
import { CountedScheme } from '#app/features/credits/parts/counted-scheme.tsx';
import { OwnExemption } from '#app/features/credits/parts/own-exemption.tsx';
import type { LedgerEntry } from '#app/features/credits/reading.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatShortDate } from '#app/lib/time.ts';
import { fillingOf } from '#app/shell/fitting-sections.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Seal } from '#app/ui/seal.tsx';
import { Status } from '#app/ui/status.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '我的学分 · 社区学院' }];

export const handle: PageHandle = { breadcrumb: [{ label: '我的', href: '/me' }] };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db } = context;
  const [personId, now] = [actor.personId ?? '', context.now()];
  const wanted = new URL(request.url).searchParams.get('year');
  const { inHand, ...own } = await myCredits(db, { personId, year: wanted, now });
  const filling = await fillingOf(db, { personId, inHand, now });
  return { ...own, standing: inHand.standing, filling };
}

export default function MyCredits() {
  const { year, years, entries, balance, exemptions, catching } = useLoaderData<typeof loader>();
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
      {exemptions.map((exemption) => (
        <OwnExemption key={exemption.id} exemption={exemption} />
      ))}
      <CatchingUpList items={catching} />
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
        <ExportLink rows={entries.length} unit="笔" />
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

/** Each scheme by itself, the strictest first: what it asks, what of the earned counts, what is missing. */
function Counted() {
  const { standing, filling, together, words } = useLoaderData<typeof loader>();
  const shown = standing.standings.filter(
    ({ required, counters, share }) => required > 0 || share.whole > 0 || counters.length > 0,
  );
  return (
    <>
      {together ? (
        <Section title="几个身份一起算">
          <p>{together}</p>
        </Section>
      ) : null}
      {shown.map((one) => (
        <CountedScheme
          key={one.position}
          standing={one}
          words={words[one.position] ?? []}
          things={filling.find(({ position }) => position === one.position)?.things ?? []}
        />
      ))}
    </>
  );
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
          <Seal school={entry.school} date={formatShortDate(entry.occurredOn)} label="已计入" />
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
