import { adjustmentKinds } from '#app/features/adjustments/adjustment-kinds.rules.ts';
import type { Choice } from '#app/features/adjustments/kinds-of-activity.rules.ts';
import type { SameEntry } from '#app/features/adjustments/same-entries.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import { schoolNames, schools } from '#app/lib/vocabulary.ts';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

type Field = (name: string) => { name: string; defaultValue?: string; error?: string };

/** What every proposal says: which case it is, how much, why, on what evidence. */
export function ProposalFields({
  field,
  mode,
  amount,
  children,
}: {
  field: Field;
  /** Something new, or a correction of an entry. */
  mode: 'add' | 'correct';
  /** Whether the sum is written by hand: where the rules reckon it, it is not. */
  amount: boolean;
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
      {amount ? (
        <TextField
          {...field('amount')}
          label={mode === 'add' ? '补多少学分' : '相差多少学分'}
          width="short"
          inputMode="decimal"
        />
      ) : null}
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
export function AdditionFields({
  field,
  chosen,
  same,
}: {
  field: Field;
  chosen: Choice;
  same: readonly SameEntry[];
}) {
  const elective = field('elective');
  const category = field('category');
  return (
    <>
      <input type="hidden" name="category" value={chosen.value} />
      <p>
        类别和活动：{chosen.label}。{category.error ? <strong>{category.error}</strong> : null}
      </p>
      <TextField {...field('title')} label="哪门课、哪件事" hint="写出来的就是流水里的名字。" />
      <HowMuch field={field} chosen={chosen} />
      {same.length > 0 ? (
        <SelectField
          {...field('sameAs')}
          label="和哪一笔是同一件"
          hint="同一个班、同一次外出、同一篇文章分几次记的，选已经记入的那一笔，合起来算上限。"
          optional
          placeholder="都不是，是另一件"
          options={same.map(({ id, title, occurredOn }) => ({
            value: id,
            label: `${title}，${formatDate(occurredOn)}`,
          }))}
        />
      ) : null}
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

/** From what the sum is reckoned: an outcome, or so many of the unit. */
function HowMuch({ field, chosen: { unit, levels, repeats } }: { field: Field; chosen: Choice }) {
  const [level, again] = [field('level'), field('again')];
  return (
    <>
      {levels.length > 0 ? (
        <RadioGroup
          name="level"
          label="是哪一种"
          value={level.defaultValue}
          error={level.error}
          choices={levels.map(({ key, label, hundredths }) => ({
            value: key,
            label: `${label}，${formatHundredths(hundredths)} 学分`,
          }))}
        />
      ) : unit === null ? null : (
        <TextField
          {...field('units')}
          label={`做了多少（${unit}）`}
          hint="学分由规则算出来，下一步给你看。"
          width="short"
          inputMode="decimal"
        />
      )}
      {repeats ? (
        <RadioGroup
          name="again"
          label="是第一次吗"
          layout="inline"
          value={again.defaultValue ?? 'no'}
          error={again.error}
          choices={[
            { value: 'no', label: '第一次' },
            { value: 'yes', label: '以前讲过' },
          ]}
        />
      ) : null}
    </>
  );
}
