import { formatDate } from '#app/lib/time.ts';
import { BarChart } from '#app/ui/bar-chart.tsx';
import { Score } from '#app/ui/score.tsx';

export interface ShownScore {
  n: number;
  score: number;
  dimensions: readonly { key: string; label: string; score: number }[];
  updatedAt: string;
}

const outOf100 = (hundredths: number) => Math.round(hundredths / 10) / 10;

/** A published score: the whole, each dimension, how many answered, when, and how it is computed. */
export function ScoreDimensions({ score, of }: { score: ShownScore | null; of: string }) {
  if (!score) {
    return (
      <>
        <Score count={0} />
        <HowComputed />
      </>
    );
  }
  return (
    <>
      <Score value={outOf100(score.score)} count={score.n} updatedAt={formatDate(score.updatedAt)} />
      {score.dimensions.length > 0 ? (
        <div className="mt-4 mb-2">
          <BarChart
            caption={`${of}各项评分（满分 100）`}
            bars={score.dimensions.map(({ label, score: value }) => ({ label, value: outOf100(value) }))}
            of={100}
            labelHead="评价项"
            valueHead="得分"
          />
        </div>
      ) : null}
      <HowComputed />
    </>
  );
}

function HowComputed() {
  return (
    <p className="quiet">
      学完的人匿名评价，满 5 份才显示。<a href="/help/evaluation">分数怎么算</a>
    </p>
  );
}
