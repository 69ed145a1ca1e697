import { SelectField } from '#app/ui/select-field.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { MOST_PARTS, MOST_SHARED_OUT } from '../part-numbers.ts';
import type { ChangeFieldsProps } from './change-fields.tsx';

const numbers = Array.from({ length: MOST_PARTS }, (_, at) => String(at + 1));
const parts = numbers.map((number) => ({ value: number, label: `第 ${number} 部分` }));

/** The names of the parts, and where what is directly below goes. */
export function SplitFields({ near, moreBelow, field, typed }: ChangeFieldsProps) {
  return (
    <>
      {numbers.map((number) => (
        <TextField
          key={number}
          {...field(`part-${number}`)}
          label={`第 ${number} 部分的名称`}
          optional={Number(number) > 2}
          maxLength={64}
        />
      ))}
      <SelectField {...field('rest')} label="本级的人归哪个部分" options={parts} />
      {near.map(({ id, name }) => (
        <SelectField
          key={id}
          name={`child-${id}`}
          label={`${name}归哪个部分`}
          placeholder="和本级的人一起"
          defaultValue={typed(`child-${id}`)}
          options={parts}
        />
      ))}
      {moreBelow ? (
        <p>{`下级超过 ${MOST_SHARED_OUT} 个，只列出前面的，其余的和本级的人一起；以后可以再一个一个移动。`}</p>
      ) : null}
    </>
  );
}
