import type { SelectHTMLAttributes } from 'react';
import { type FieldBase, FieldFrame, fieldIds } from './field-frame.tsx';

export type Option = { value: string; label: string; disabled?: boolean };

type SelectProps = FieldBase & {
  options: readonly Option[];
  /** Shown first with an empty value: 请选择, or 全部 in a filter. */
  placeholder?: string;
} & Omit<SelectHTMLAttributes<HTMLSelectElement>, keyof FieldBase | 'className' | 'children'>;

/** For lists too long for radio buttons (more than about six). */
export function SelectField({
  name,
  label,
  id,
  hint,
  error,
  optional,
  options,
  placeholder,
  ...rest
}: SelectProps) {
  const field = { name, label, id, hint, error, optional };
  return (
    <FieldFrame field={field}>
      <select {...rest} {...fieldIds(field)} name={name}>
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
