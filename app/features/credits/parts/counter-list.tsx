import type { CounterStanding } from '#app/features/credits/counters.rules.ts';
import { counterYearsWords } from '#app/features/credits/scheme-words.rules.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { MeterList } from '#app/ui/progress.tsx';

/** What is counted beside the credits: 学时, hours over three years; each level with its pace, and which years count. */
export function CounterList({ counters }: { counters: readonly CounterStanding[] }) {
  return counters.map((counter) => (
    <div key={counter.key} className="mt-6">
      <h3>{counter.label}</h3>
      <MeterList
        unit={counter.unit}
        meters={counter.levels.map(({ label, required, pace }) => ({
          label,
          value: counter.counted / 100,
          of: required / 100,
          note:
            counter.years.length > 1
              ? `平均每年 ${formatHundredths(pace)} ${counter.unit}才赶得上`
              : undefined,
        }))}
      />
      <p className="quiet">{counterYearsWords(counter)}另外累计，不并入学分。</p>
    </div>
  ));
}
