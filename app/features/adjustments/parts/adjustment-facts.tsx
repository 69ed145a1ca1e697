import { correctedSum } from '#app/features/adjustments/adjustment-kinds.rules.ts';
import { kindLabel, moveWords } from '#app/features/adjustments/adjustment-words.rules.ts';
import type { Adjustment } from '#app/features/adjustments/reading.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { schoolNames } from '#app/lib/vocabulary.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Section } from '#app/ui/page-title.tsx';

/** What was proposed, by whom and why; and what became of it. */
export function AdjustmentFacts({ adjustment, category }: { adjustment: Adjustment; category: string }) {
  const { entry, decision } = adjustment;
  return (
    <Section title="提的是什么">
      <DescriptionList
        facts={[
          ['情况', kindLabel(adjustment.kind)],
          entry
            ? [
                '学分',
                `原来 ${formatHundredths(entry.amount)}，${moveWords(adjustment.kind)} ${formatHundredths(adjustment.amount)}，以后是 ${formatHundredths(correctedSum(adjustment.kind, { was: entry.amount, amount: adjustment.amount }))}`,
              ]
            : [
                '学分',
                `${formatHundredths(adjustment.amount)}${adjustment.reckoned ? `（${adjustment.reckoned.words}）` : ''}`,
              ],
          adjustment.sameAs ? ['同一件', `和《${adjustment.sameAs.title}》是同一件，合起来算上限`] : null,
          ['类别', `${category}，${adjustment.elective ? '选修' : '必修'}`],
          adjustment.school ? ['学校', schoolNames[adjustment.school]] : null,
          ['取得日期', formatDate(adjustment.occurredOn)],
          ['理由', adjustment.reason],
          ['依据', adjustment.evidence],
          ['提出', `${adjustment.proposedByName}，${formatMoment(adjustment.proposedAt)}`],
          decision
            ? [
                outcomeTerms[adjustment.state] ?? '结果',
                `${decision.byName}，${formatMoment(decision.at)}${decision.words ? `：${decision.words}` : ''}`,
              ]
            : null,
        ]}
      />
      {entry ? (
        <p>
          <a href={`/admin/credits/${entry.id}`}>看原来那一笔</a>
        </p>
      ) : null}
    </Section>
  );
}

const outcomeTerms: Record<string, string> = { confirmed: '确认', declined: '不同意', withdrawn: '撤回' };
