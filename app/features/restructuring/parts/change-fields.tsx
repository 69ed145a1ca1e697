import type { ReactNode } from 'react';
import type { ChangeKind } from '#app/features/organisation/change-kinds.ts';
import { Button } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';
import { SplitFields } from './split-fields.tsx';

export type FieldProps = (name: string) => { name: string; defaultValue?: string; error?: string };

export interface ChangeFieldsProps {
  kind: ChangeKind;
  unit: { id: string; name: string };
  /** What the search found. */
  places: readonly { id: string; trail: string }[];
  searched: string;
  /** Beside it (merging) or below it (splitting). */
  near: readonly { id: string; name: string }[];
  moreBelow: boolean;
  field: FieldProps;
  typed: (name: string) => string;
}

/** The form of each kind of change. The first button only shows what would happen. */
export function ChangeFields(props: ChangeFieldsProps) {
  const { kind, field, searched } = props;
  // Nothing can be said before a place is chosen.
  if (kind === 'move' && props.places.length === 0 && !field('to').error)
    return searched ? <p>没有找到“{searched}”，换个名字再找。</p> : null;
  return (
    <form className="form" method="post">
      <input type="hidden" name="what" value="preview" />
      {ofKind(props)}
      <TextField
        {...field('day')}
        label="从哪一天起"
        hint="可以是今天、以后，或者今年里已经过去的一天"
        type="date"
        width="medium"
        required
      />
      <TextArea
        {...field('reason')}
        label="为什么"
        hint="例如哪份文件、哪次会议"
        rows={2}
        maxLength={500}
        required
      />
      <Button tone="primary">先看会怎样</Button>
    </form>
  );
}

function ofKind(props: ChangeFieldsProps): ReactNode {
  const { kind, field } = props;
  if (kind === 'move' || kind === 'close') return <Places {...props} />;
  if (kind === 'rename') return <TextField {...field('name')} label="新的名称" maxLength={64} required />;
  if (kind === 'split') return <SplitFields {...props} />;
  return <MergeFields {...props} />;
}

function Places({ kind, places, field, searched }: ChangeFieldsProps) {
  const { defaultValue, ...to } = field('to');
  const found = places.map(({ id, trail }) => ({ value: id, label: trail }));
  const nobody = { value: '', label: '没有人要安排，直接撤销' };
  if (found.length === 0 && kind === 'move') return <p>先在上面查找，再从结果里选一个。</p>;
  return (
    <>
      {searched && found.length === 0 ? <p>没有找到“{searched}”，换个名字再找。</p> : null}
      <RadioGroup
        {...to}
        label={kind === 'move' ? '移到哪里' : '任职的人去哪里'}
        choices={kind === 'close' ? [nobody, ...found] : found}
        value={defaultValue ?? (kind === 'close' ? '' : found.length === 1 ? found[0]?.value : undefined)}
      />
    </>
  );
}

function MergeFields({ unit, places, near, field, typed }: ChangeFieldsProps) {
  const others = [
    ...near,
    ...places
      .filter(({ id }) => near.every((one) => one.id !== id))
      .map(({ id, trail }) => ({ id, name: trail })),
  ];
  return (
    <>
      <fieldset className="field" id="others">
        <legend>和哪些合并</legend>
        <div className="choices">
          {others.map(({ id, name }) => (
            <Checkbox
              key={id}
              id={`with-${id}`}
              name={`with-${id}`}
              label={name}
              checked={typed(`with-${id}`) === 'yes'}
            />
          ))}
        </div>
        {others.length === 0 ? <p>旁边没有同一种的组织，请在上面查找。</p> : null}
      </fieldset>
      <SelectField
        {...field('into')}
        label="合并成"
        placeholder="一个新的，名称填在下面"
        options={[unit, ...others].map(({ id, name }) => ({ value: id, label: `并入 ${name}` }))}
      />
      <TextField {...field('name')} label="新的名称" optional maxLength={64} />
    </>
  );
}
