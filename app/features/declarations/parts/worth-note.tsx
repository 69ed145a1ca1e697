import type { Worth } from '#app/features/declarations/reading.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { Notice } from '#app/ui/notice.tsx';

/** How it is reckoned, by which rules, and what has to pass before it counts: shown before anything is sent. */
export function WorthNote({ worth }: { worth: Worth | null }) {
  if (!worth)
    return (
      <Notice tone="warn" title="现在还算不出来">
        那一天没有公布过能认定这一项的学分规则。请检查日期；日期没错的话，请联系教务。
      </Notice>
    );
  const { kind, amount, words, ruleTitle, ruleVersion } = worth;
  return (
    <Notice title={`这样算：${words}`}>
      <p>
        审核通过，
        {kind.publicityWorkingDays > 0 ? `公示 ${kind.publicityWorkingDays} 个工作日没有异议，` : ''}
        就记 {formatHundredths(amount)} 学分，算{kind.elective ? '选修' : '必修'}。依据《{ruleTitle}》
        {ruleVersion} 版。
      </p>
      <p className="quiet">{kind.explanation}</p>
    </Notice>
  );
}
