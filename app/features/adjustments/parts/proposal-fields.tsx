import { adjustmentKinds } from '#app/features/adjustments/adjustment-kinds.rules.ts';
import type { Choice } from '#app/features/adjustments/kinds-of-activity.rules.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { schoolNames, schools } from '#app/lib/vocabulary.ts';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

type Field = (name: string) => { name: string; defaultValue?: string; error?: string };

/** What every proposal says: which case it is, how much, why, on what evidence. */
export function ProposalFields({
  field,
  mode,
  children,
}: {
  field: Field;
  /** Something new, or a correction of an entry. */
  mode: 'add' | 'correct';
  children?: React.ReactNode;
}) {
  const kind = field('kind');
  return (
    <>
      <RadioGroup
        name="kind"
        label="是哪一种情况"
        value={kind.defaultValue}
        error={kind.error}
        choices={adjustmentKinds
          .filter((one) => (one.mode === 'add') === (mode === 'add'))
          .map(({ key, label, hint, mostHundredths }) => ({
            value: key,
            label,
            hint: `${hint}一次最多 ${formatHundredths(mostHundredths)} 学分。`,
          }))}
      />
      {children}
      <TextField
        {...field('amount')}
        label={mode === 'add' ? '补多少学分' : '相差多少学分'}
        width="short"
        inputMode="decimal"
      />
      <TextArea {...field('reason')} label="理由" hint="会原样告诉本人，并留在流水里。" rows={2} />
      <TextArea
        {...field('evidence')}
        label="依据"
        hint="点名表、名单、通知的名称和编号，在哪里能查到。另一个人照着它核对。"
        rows={3}
      />
    </>
  );
}

/** What is added, said whole: nothing in the ledger says it yet. */
export function AdditionFields({ field, categories }: { field: Field; categories: readonly Choice[] }) {
  const elective = field('elective');
  return (
    <>
      <TextField {...field('title')} label="哪门课、哪件事" hint="写出来的就是流水里的名字。" />
      <SelectField
        {...field('category')}
        label="类别和活动"
        hint="这一种有上限、有最低要求的，补记的也算在里面。"
        placeholder="请选择"
        options={categories}
      />
      <RadioGroup
        name="elective"
        label="必修还是选修"
        layout="inline"
        value={elective.defaultValue}
        error={elective.error}
        choices={[
          { value: 'required', label: '必修' },
          { value: 'elective', label: '选修' },
        ]}
      />
      <SelectField
        {...field('school')}
        label="哪所学校"
        optional
        placeholder="不属于哪一所"
        options={schools.map((school) => ({ value: school, label: schoolNames[school] }))}
      />
      <TextField {...field('occurredOn')} label="取得的日期" type="date" width="medium" />
    </>
  );
}
