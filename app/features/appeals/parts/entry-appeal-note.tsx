import { appealStateNames } from '#app/features/appeals/appeals.rules.ts';
import type { OwnAppeals } from '#app/features/appeals/reading.server.ts';
import { formatDate } from '#app/lib/time.ts';

interface Props {
  entryId: string;
  appeals: OwnAppeals | null;
  late: boolean;
}

/** Of an entry that was taken back or made smaller: until when one may appeal, or what came of it; nothing where there is no appeal to be had. */
export function EntryAppealNote({ entryId, appeals, late }: Props) {
  const { contested, all = [] } = appeals ?? {};
  const [last] = all;
  const href = `/me/credits/${entryId}/appeal`;
  if (last)
    return (
      <p>
        申诉：{appealStateNames[last.state]}。<a href={href}>看申诉</a>
      </p>
    );
  if (!contested) return null;
  if (late) return <p>申诉的时间在{formatDate(contested.dueOn)}已经结束。</p>;
  return (
    <p>
      有不同意见，{formatDate(contested.dueOn)}（含当天）以前可以<a href={href}>申诉</a>，由另一位复核员处理。
    </p>
  );
}
