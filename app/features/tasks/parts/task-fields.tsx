import { Fragment } from 'react';
import { MOST_CRITERIA } from '#app/features/tasks/rubric.rules.ts';
import { criterionFields } from '#app/features/tasks/task.schema.ts';
import { taskKindNames, taskKinds } from '#app/features/tasks/work.rules.ts';
import type { fieldOf } from '#app/lib/form-answer.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

type Field = ReturnType<typeof fieldOf>;

const fileChoices = [
  { value: 'none', label: '不用附文件' },
  { value: 'welcome', label: '可以附，不附也行' },
  { value: 'needed', label: '一定要附' },
];

/** What a radio group takes of a field. */
function chosen({ name, defaultValue, error }: ReturnType<Field>) {
  return { name, value: defaultValue, error };
}

interface Props {
  field: Field;
  /** Somebody has handed in: what work is measured by can be read, not changed. */
  rubricStays?: boolean;
  /** What the rules let a task pay, in hundredths. */
  creditChoices: readonly number[];
}

/** The fields of a task. */
export function TaskFields({ field, rubricStays = false, creditChoices }: Props) {
  return (
    <>
      <RadioGroup
        {...chosen(field('kind'))}
        label="哪一种"
        layout="inline"
        choices={taskKinds.map((kind) => ({ value: kind, label: taskKindNames[kind] }))}
      />
      <TextField {...field('title')} label="任务的名字" maxLength={120} required />
      <TextArea
        {...field('instructions')}
        label="要做什么"
        hint="学员照着它做：做什么、写什么、附什么。可以用 Markdown 分条、加粗。"
        rows={10}
        maxLength={5000}
        required
      />
      <RadioGroup {...chosen(field('files'))} label="要不要附文件" choices={fileChoices} />
      <TextField
        {...field('dueOn')}
        label="希望哪天前交"
        type="date"
        width="medium"
        hint="只是提醒，过了这一天也收。"
        optional
      />
      <Checkbox
        name="required"
        label="以后新排的班，结业要做这一项（已经排好的班里是自选）"
        checked={field('required').defaultValue === 'yes'}
      />
      <CreditsField field={field} stays={rubricStays} choices={creditChoices} />
      <RubricFields field={field} stays={rubricStays} />
    </>
  );
}

/** Fixed once somebody has handed in: then only what stands can be sent. */
function CreditsField({
  field,
  stays,
  choices,
}: {
  field: Field;
  stays: boolean;
  choices: readonly number[];
}) {
  const given = field('credits');
  const now = Number(given.defaultValue || 0);
  const offered = stays ? [now] : [...new Set([0, ...choices, now])].sort((a, b) => a - b);
  return (
    <SelectField
      {...given}
      label="通过后记几学分"
      hint={
        stays
          ? '已经有人交了，不能再改。'
          : '记在“实训、作业与行动”里，一个人只记一次。结业要做的任务已经算在结业的学分里，不另外记。'
      }
      options={offered.map((credits) => ({
        value: String(credits),
        label: credits === 0 ? '不记学分' : `${formatHundredths(credits)} 学分`,
      }))}
    />
  );
}

function RubricFields({ field, stays }: { field: Field; stays: boolean }) {
  const rows = Array.from({ length: MOST_CRITERIA }, (_, index) => index + 1);
  return (
    <>
      <h2>评分标准</h2>
      <p className="quiet">
        {stays
          ? '已经有人照着它交了，所以评分项和通过线不能再改。要用新的标准，请另布置一项。'
          : `学员做之前就能看到。最多 ${MOST_CRITERIA} 项，不用的空着。`}
      </p>
      {rows.map((row) => {
        const names = criterionFields(row);
        if (stays && !field(names.label).defaultValue) return null;
        return (
          <Fragment key={row}>
            <TextField
              {...field(names.label)}
              label={`第 ${row} 项：看什么`}
              width="medium"
              readOnly={stays}
              maxLength={40}
            />
            <TextArea
              {...field(names.words)}
              label={`第 ${row} 项：怎样算好`}
              rows={2}
              readOnly={stays}
              maxLength={300}
              optional
            />
            <TextField
              {...field(names.points)}
              label={`第 ${row} 项：满分`}
              inputMode="numeric"
              width="short"
              readOnly={stays}
            />
          </Fragment>
        );
      })}
      <TextField
        {...field('passMark')}
        label="通过线"
        hint="各项加起来到多少分算通过。"
        inputMode="numeric"
        width="short"
        readOnly={stays}
        required
      />
    </>
  );
}
