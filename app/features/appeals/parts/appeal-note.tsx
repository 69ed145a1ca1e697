import { appealStateNames } from '#app/features/appeals/appeals.rules.ts';
import type { OwnAppeals } from '#app/features/appeals/reading.server.ts';
import { unknownYearsWords } from '#app/features/timetable/working-days.rules.ts';
import { formatDate } from '#app/lib/time.ts';
import { Notice } from '#app/ui/notice.tsx';

interface Props {
  declarationId: string;
  appeals: OwnAppeals | null;
  late: boolean;
}

/** What is not agreed with, until when, and what has been raised. */
export function AppealNote({ declarationId, appeals, late }: Props) {
  const { contested, raised } = appeals ?? {};
  if (!contested) return null;
  const href = `/me/declarations/${declarationId}/appeal`;
  if (raised)
    return (
      <Notice title={`申诉：${appealStateNames[raised.state]}`} action={<a href={href}>看申诉</a>}>
        {raised.decision?.words ?? '另一位复核员会再看一次，结果会通知本人。'}
      </Notice>
    );
  if (late) return <p className="quiet">申诉的时间在{formatDate(contested.dueOn)}已经结束。</p>;
  return (
    <Notice title="有不同意见" action={<a href={href}>申诉</a>}>
      {formatDate(contested.dueOn)}（含当天）以前可以申诉，由另一位复核员处理。
      {unknownYearsWords(contested.unknownYears)}
    </Notice>
  );
}
