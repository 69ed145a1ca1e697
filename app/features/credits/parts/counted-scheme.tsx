import { reckoningWords } from '#app/features/credits/scheme-words.rules.ts';
import type { PositionStanding } from '#app/features/credits/standing.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { Section } from '#app/ui/page-title.tsx';
import { MeterList } from '#app/ui/progress.tsx';
import { Status } from '#app/ui/status.tsx';
import { CounterList } from './counter-list.tsx';
import { type Filling, FillingList } from './filling-list.tsx';
import { statusLooks } from './status-looks.ts';

/** One scheme's year: what it asks and how that was reckoned, what counts, what is missing and what would fill it. */
export function CountedScheme({
  standing,
  words: told,
  things,
}: {
  standing: PositionStanding;
  /** What is said besides the figures. */
  words: readonly string[];
  things: readonly Filling[];
}) {
  const { title, positions, required, counted, missing, status, counters } = standing;
  const [tone, word] = statusLooks[status];
  return (
    <Section title={title}>
      <p>
        <Status tone={tone}>{word}</Status>{' '}
        <span className="quiet">
          按{positions.map((position) => positionNames[position]).join('、')}的身份
        </span>
      </p>
      {required > 0 ? (
        <p>
          要修 {formatHundredths(required)} 学分，已计入 {formatHundredths(counted)}
          {status === 'exempt'
            ? '，这一年免考核。'
            : missing > 0
              ? `，还差 ${formatHundredths(missing)}。`
              : '，已经修满。'}
        </p>
      ) : null}
      {[...reckoningWords(standing), ...told].map((words) => (
        <p key={words} className="quiet">
          {words}
        </p>
      ))}
      {required > 0 ? <MeterList meters={metersOf(standing)} /> : null}
      {counters.length > 0 ? <CounterList counters={counters} /> : null}
      {things.length > 0 ? (
        <>
          <h3 className="mt-6">还差的，可以这样补</h3>
          <FillingList things={things} />
        </>
      ) : null}
    </Section>
  );
}

function metersOf({ categories, minimums, required }: PositionStanding) {
  const byCategory = categories.map(({ label, counted, cap, earned }) => ({
    label,
    value: counted / 100,
    of: (cap ?? required) / 100,
    note:
      earned > counted
        ? `得到 ${formatHundredths(earned)}，按规则最多计入 ${formatHundredths(counted)}`
        : undefined,
  }));
  const byMinimum = minimums.map((minimum) => ({
    label: `${minimum.label}（至少）`,
    value: minimum.earned / 100,
    of: minimum.required / 100,
  }));
  return [...byCategory, ...byMinimum];
}
