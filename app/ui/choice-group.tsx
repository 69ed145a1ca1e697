import type { ReactNode } from 'react';
import { type FieldBase, FieldError, fieldIds, Hint } from './field-frame.tsx';

export type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

type GroupProps = FieldBase & {
  choices: readonly Choice[];
  /** inline: side by side, for labels of one or two words. scale: one row of equal boxes, from best to worst. */
  layout?: 'list' | 'inline' | 'scale';
  required?: boolean;
};

const layouts = {
  list: 'choices',
  inline: 'choices choices-inline',
  scale: 'choices choices-scale',
} as const;

type Kind = { type: 'radio' | 'checkbox'; isChosen: (value: string) => boolean };

/** One question, one answer. `value` is the answer already given. */
export function RadioGroup({ value, ...group }: GroupProps & { value?: string }) {
  return <ChoiceGroup group={group} kind={{ type: 'radio', isChosen: (one) => one === value }} />;
}

/** One question, any number of answers, posted under the same name. */
export function CheckboxGroup({ values = [], ...group }: GroupProps & { values?: readonly string[] }) {
  return <ChoiceGroup group={group} kind={{ type: 'checkbox', isChosen: (one) => values.includes(one) }} />;
}

/** The first choice carries the field's id, so that the error summary lands on something to press. */
function ChoiceGroup({ group, kind }: { group: GroupProps; kind: Kind }) {
  const { id, 'aria-describedby': describedBy } = fieldIds(group);
  return (
    <fieldset className={group.error ? 'field field-wrong' : 'field'} aria-describedby={describedBy}>
      <legend>
        {group.label}
        {group.optional ? <span className="field-optional">（选填）</span> : null}
      </legend>
      {group.hint ? <Hint field={id}>{group.hint}</Hint> : null}
      {group.error ? <FieldError field={id}>{group.error}</FieldError> : null}
      <div className={layouts[group.layout ?? 'list']}>
        {group.choices.map((choice, index) => (
          <label className="choice" key={choice.value}>
            <input
              id={index === 0 ? id : undefined}
              type={kind.type}
              name={group.name}
              value={choice.value}
              defaultChecked={kind.isChosen(choice.value)}
              disabled={choice.disabled}
              required={kind.type === 'radio' && group.required}
            />
            <span>
              {choice.label}
              {choice.hint ? <span className="choice-hint">{choice.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
