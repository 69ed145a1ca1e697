import type { SchemeFilling } from '#app/features/credits/filling.rules.ts';
import { type Filling, FillingList } from '#app/features/credits/parts/filling-list.tsx';
import { statusLooks } from '#app/features/credits/parts/status-looks.ts';
import type { PositionStanding, YearStanding } from '#app/features/credits/standing.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { CategoryProgress, MeterList } from '#app/ui/progress.tsx';
import { Status } from '#app/ui/status.tsx';
import { You } from '#app/ui/view.tsx';

interface Props {
  standing: YearStanding;
  year: number;
}

/** The first words of somebody's own page: what the year asks, what is there, what is missing. */
export function StandingLetter({ eyebrow, standing }: Props & { eyebrow: string }) {
  const first = standing.standings.find(({ required }) => required > 0);
  if (standing.schemesVersion === null) {
    return (
      <PageTitle
        eyebrow={eyebrow}
        title="学院还没有公布今年的年度方案。"
        lead="学完的课都会记下来，方案公布以后一起算。"
      />
    );
  }
  if (!first) {
    const earned = standing.standings[0]?.earned ?? 0;
    return (
      <PageTitle
        eyebrow={eyebrow}
        title={
          <>
            <You />
            今年不用修学分，想学什么就选什么。
          </>
        }
        lead={
          earned > 0
            ? `今年已经学得 ${formatHundredths(earned)} 学分，都记在终身学习档案里。`
            : '学完的课都会记在终身学习档案里。'
        }
      />
    );
  }
  return (
    <>
      <PageTitle eyebrow={eyebrow} title={<Sentence standing={first} />} lead={first.title} />
      <CategoryProgress
        total={first.required / 100}
        parts={first.categories.map(({ label, counted }) => ({ label, earned: counted / 100 }))}
      />
    </>
  );
}

function Sentence({ standing }: { standing: PositionStanding }) {
  const { required, counted, missing } = standing;
  return (
    <>
      <You />
      {'今年要修 '}
      <span className="whitespace-nowrap">{`${formatHundredths(required)} 学分`}</span>
      {`，已得 ${formatHundredths(counted)}，${missing > 0 ? `还差 ${formatHundredths(missing)}。` : '已经修满。'}`}
    </>
  );
}

/** What is still missing, scheme by scheme: minimums of schools, courses that must be taken, other positions. */
export function StandingAside({ standing, filling }: Props & { filling: readonly SchemeFilling[] }) {
  const assessed = standing.standings.filter(({ required }) => required > 0);
  if (assessed.length === 0) return null;
  return (
    <Section title="还差什么" more={{ label: '逐项看', href: '/me/credits' }}>
      {assessed.map((one) => (
        <SchemeMissing
          key={one.position}
          standing={one}
          things={filling.find(({ position }) => position === one.position)?.things ?? []}
        />
      ))}
    </Section>
  );
}

function SchemeMissing({ standing, things }: { standing: PositionStanding; things: readonly Filling[] }) {
  const [tone, word] = statusLooks[standing.status];
  const capped = standing.categories.filter(({ earned, counted }) => earned > counted);
  return (
    <div>
      <p>{standing.title}</p>
      <p>
        <Status tone={tone}>{word}</Status>{' '}
        {standing.missing > 0 && standing.status !== 'exempt'
          ? `还差 ${formatHundredths(standing.missing)} 学分`
          : null}
      </p>
      {standing.minimums.length > 0 ? (
        <MeterList
          meters={standing.minimums.map((one) => ({
            label: `${one.label} 至少`,
            value: one.earned / 100,
            of: one.required / 100,
          }))}
        />
      ) : null}
      {things.length > 0 ? (
        <div className="mt-3">
          <FillingList things={things} />
        </div>
      ) : null}
      {capped.map(({ label, earned, counted }) => (
        <p className="quiet" key={label}>
          {label}得了 {formatHundredths(earned)}，按规则最多计入 {formatHundredths(counted)}。
        </p>
      ))}
    </div>
  );
}
