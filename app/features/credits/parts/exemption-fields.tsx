import type { ExemptionKind } from '#app/features/credits/exemption-kinds.server.ts';
import type { fieldOf } from '#app/lib/form-answer.ts';
import { type Position, positionNames } from '#app/lib/vocabulary.ts';
import { Button } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

interface Props {
  person: { id: string; own: boolean; positions: readonly Position[] };
  year: number;
  kinds: readonly ExemptionKind[];
  field: ReturnType<typeof fieldOf>;
}

/** The proposal of an exemption for one person. */
export function ExemptionFields({ person, year, kinds, field }: Props) {
  if (person.own)
    return <Notice title="这是自己的账号">自己的免考核要由别的经手人提出，请联系另一位教务。</Notice>;
  if (person.positions.length === 0)
    return <Notice title="没有登记岗位">这个人这几年没有登记任何身份，也就没有要免的年度方案。</Notice>;
  if (kinds.length === 0)
    return <Notice title="还没有年度方案">学院发布年度方案以后，才能按方案里的种类免考核。</Notice>;
  return (
    <form className="form" method="post" action="/admin/exemptions/new">
      <input type="hidden" name="person" value={person.id} />
      <SelectField
        {...field('year')}
        label="年度"
        options={[year - 1, year, year + 1].map((each) => ({ value: String(each), label: `${each} 年` }))}
      />
      <SelectField
        {...field('position')}
        label="身份"
        placeholder="请选择"
        options={person.positions.map((value) => ({ value, label: positionNames[value] }))}
        required
      />
      <SelectField
        {...field('kind')}
        label="种类"
        placeholder="请选择"
        options={kinds.map(({ key, label }) => ({ value: key, label }))}
        required
      />
      <TextArea {...field('reason')} label="理由" hint="会原样告诉本人和批准的人。" rows={3} />
      <div className="actions">
        <Button type="submit" tone="primary">
          提出免考核
        </Button>
      </div>
    </form>
  );
}
