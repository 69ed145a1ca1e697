import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { Notice } from '#app/ui/notice.tsx';
import type { GroupSums } from '../groups.server.ts';
import type { Grouping, KindShape } from '../kinds.ts';
import type { Counts } from '../reading.server.ts';

/** What a part of a sheet is called. */
export const partNames: Readonly<Record<Grouping, string>> = {
  file: '整份表',
  community: '社区',
  course: '课程',
};

interface ConfirmProps {
  here: string;
  counts: Counts;
  sums: GroupSums;
  shape: Pick<KindShape, 'grouping'>;
}

/** How to take what was looked at: the whole sheet, or part by part. */
export function ConfirmForm({ here, counts, sums, shape }: ConfirmProps) {
  if (counts.new + counts.change === 0) return null;
  const { grouping } = shape;
  const byPart = grouping !== null && sums.groups > 1 ? partNames[grouping] : null;
  if (counts.refused > 0 && (byPart === null || sums.clean === 0))
    return (
      <Notice tone="info" title="改好再收">
        <p>有要改的行，所以还不能收。请下载带结果的表，照“说明”一列改好，再传一次。</p>
      </Notice>
    );
  const whole = { value: 'file', label: '整份表一起收', hint: '全部收下，或者一行也不收。' };
  const part = {
    value: grouping ?? 'file',
    label: `一个${byPart}一个${byPart}地收`,
    hint:
      counts.refused > 0
        ? `没有要改的行的 ${sums.clean} 个${byPart}整个收下，其余 ${sums.groups - sums.clean} 个一行也不收。`
        : `${sums.groups} 个${byPart}，每个整个收下或者一行也不收。`,
  };
  const choices = [...(counts.refused === 0 ? [whole] : []), ...(byPart ? [part] : [])];
  return (
    <form className="form" method="post" action={here}>
      <input type="hidden" name="means" value="take" />
      {choices.length > 1 ? (
        <RadioGroup name="grouping" label="怎么收" value="file" choices={choices} />
      ) : (
        <>
          <input type="hidden" name="grouping" value={choices[0]?.value} />
          <p>{`${choices[0]?.label}：${choices[0]?.hint}`}</p>
        </>
      )}
      <div className="actions">
        <Button type="submit" tone="primary">
          确认，收进来
        </Button>
      </div>
    </form>
  );
}
