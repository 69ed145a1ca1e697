import type { fieldOf } from '#app/lib/form-answer.ts';
import { schoolNames, schools } from '#app/lib/vocabulary.ts';
import { TextField } from '#app/ui/text-field.tsx';
import { windowKinds, windowNames } from '../term-window.ts';
import { windowFields } from '../terms.rules.ts';
import { limitField } from '../terms.schema.ts';

type Field = ReturnType<typeof fieldOf>;

const hints = {
  preselect: '报志愿、不占名额，结束以后摇号。这学期不摇号就空着。',
  selection: '先到先得。',
  'add-drop': '摇号和选课剩下的名额在这时候选，也可以退。',
  evaluation: '学员评老师和课程。',
} as const;

/** Days, windows, limits and the length of offers of a term, within a form of pairs. */
export function TermFields({ field }: { field: Field }) {
  return (
    <>
      <TextField {...field('startsOn')} label="开学" type="date" width="medium" />
      <TextField {...field('endsOn')} label="学期结束" type="date" width="medium" />
      <h2>什么时候可以做什么</h2>
      {windowKinds.map((kind) => {
        const { from, to } = windowFields(kind);
        return (
          <fieldset key={kind} className="field form-wide">
            <legend>{windowNames[kind]}</legend>
            <p className="field-hint">{hints[kind]}</p>
            <div className="field-pair">
              <TextField {...field(from)} label="从" type="datetime-local" width="medium" />
              <TextField {...field(to)} label="到" type="datetime-local" width="medium" />
            </div>
          </fieldset>
        );
      })}
      <h2>最多选几门</h2>
      <div className="form-wide">
        <TextField {...field('limit')} label="四校合起来" type="number" min={1} max={20} width="short" />
      </div>
      {schools.map((school) => (
        <TextField
          key={school}
          {...field(limitField(school))}
          label={`其中${schoolNames[school]}`}
          type="number"
          min={1}
          max={20}
          width="short"
          optional
        />
      ))}
      <h2>候补</h2>
      <TextField
        {...field('offerHours')}
        label="空出名额，给候补的人留几小时"
        type="number"
        min={1}
        max={240}
        width="short"
        hint="过了这个时间没有答复，就轮到下一位。"
      />
    </>
  );
}
