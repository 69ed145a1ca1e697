import type { ListedExemption } from '#app/features/credits/exemption-list.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { Notice } from '#app/ui/notice.tsx';

/** What somebody was freed from, with its reason and who approved it. */
export function OwnExemption({ exemption }: { exemption: ListedExemption }) {
  const { position, year, reason, approvedByName, at, ended } = exemption;
  return (
    <Notice title={`${positionNames[position]}：${year} 年${ended ? '的免考核已经结束' : '免考核'}`}>
      理由：{reason}（{approvedByName}批准，{formatDate(at)}）
      {ended ? '。结束以后按年度方案考核。' : '。学完的课照常记。'}
    </Notice>
  );
}
