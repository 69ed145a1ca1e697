import type { Kind } from '#app/features/declarations/declarable.rules.ts';
import type { Declared } from '#app/features/declarations/reading.server.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { Button } from '#app/ui/button.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

interface Props {
  declared: Declared;
  kind: Kind | null;
  answer: FormAnswer | undefined;
}

/** How much is recognised, words for whoever declared, and the ways to end; of an objection only the words and two ways. */
export function DecisionForm({ declared, kind, answer }: Props) {
  const field = fieldOf(answer);
  const objected = declared.state === 'objected';
  return (
    <form className="form" method="post" action={`/admin/declarations/${declared.id}/decision`}>
      <input type="hidden" name="seen" value={declared.steps} />
      {objected ? null : <Recognised declared={declared} kind={kind} answer={answer} />}
      <TextArea
        {...field('words')}
        label={objected ? '查到的情况和理由' : '给申报人的话'}
        hint={
          objected
            ? '申报人和提出异议的人都会看到。请不要写是谁提的。'
            : '退回、不予认定，或者认定的和申报的不一样，都要写清楚。'
        }
        rows={5}
        maxLength={2000}
      />
      <div className="actions">
        {objected ? (
          <>
            <Button name="means" value="dismiss" tone="primary">
              异议不成立，继续公示
            </Button>
            <Button name="means" value="uphold">
              异议成立，不予认定
            </Button>
          </>
        ) : (
          <>
            <Button name="means" value="grant" tone="primary">
              通过
            </Button>
            <Button name="means" value="return">
              退回修改
            </Button>
            <Button name="means" value="refuse">
              不予认定
            </Button>
          </>
        )}
      </div>
    </form>
  );
}

/** As it was declared, unless the reviewer finds less. */
function Recognised({ declared, kind, answer }: Props) {
  const { level, units, again } = declared;
  const usual = {
    level: level ?? '',
    units: units === null ? '' : formatHundredths(units),
    again: again ? 'yes' : 'no',
  };
  const field = fieldOf(answer, usual);
  if (!kind) return null;
  return (
    <>
      {kind.levels.length > 0 ? (
        <SelectField
          {...field('level')}
          label="认定为"
          options={kind.levels.map(({ key, label, hundredths }) => ({
            value: key,
            label: `${label}，${formatHundredths(hundredths)} 学分`,
          }))}
        />
      ) : (
        <TextField
          {...field('units')}
          label={`认定多少（${kind.unit}）`}
          hint="不能比申报的多。"
          inputMode="decimal"
          width="short"
        />
      )}
      {kind.repeats && !again ? (
        <SelectField
          {...field('again')}
          label="是不是第一次讲"
          options={[
            { value: 'no', label: '第一次讲' },
            { value: 'yes', label: '以前讲过' },
          ]}
        />
      ) : null}
    </>
  );
}
