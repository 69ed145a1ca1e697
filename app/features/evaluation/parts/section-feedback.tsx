import type { SectionFeedback } from '#app/features/evaluation/feedback.server.ts';
import { BarChart } from '#app/ui/bar-chart.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Section } from '#app/ui/page-title.tsx';

const outOf100 = (hundredths: number) => Math.round(hundredths / 10) / 10;

/** What the class said: nothing below five ballots, and never who. */
export function SectionFeedbackView({ feedback }: { feedback: SectionFeedback | null }) {
  if (!feedback) {
    return (
      <EmptyState title="评价还不满 5 份">
        <p>满 5 份才一起打开，这样看不出哪一份是谁写的。</p>
      </EmptyState>
    );
  }
  return (
    <>
      <p>
        已打开 {feedback.counted} 份，这个班的平均分 {outOf100(feedback.mean)}
        。公布的分数会向学校的平均靠拢一些，所以可能不同。
      </p>
      <BarChart
        caption="各项平均分（满分 100）"
        bars={feedback.dimensions.map(({ label, score }) => ({ label, value: outOf100(score) }))}
        of={100}
        unit="分"
      />
      <Section title={`评语（${feedback.comments.length} 条）`}>
        {feedback.comments.length === 0 ? <p className="quiet">没有人写评语。</p> : null}
        <ul className="rule-list">
          {feedback.comments.map((comment, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two people may write the same words, and nothing else tells them apart
            <li key={index}>{comment}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}
