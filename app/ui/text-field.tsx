import type { InputHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { type FieldBase, FieldFrame, fieldIds } from './field-frame.tsx';

type Native<Attributes> = Omit<Attributes, keyof FieldBase | 'className'>;

/** How many characters the answer usually has: the width of the box says what is expected. */
type Width = 'short' | 'medium' | 'full';

export function TextField({
  name,
  label,
  id,
  hint,
  error,
  optional,
  width = 'full',
  type = 'text',
  ...rest
}: FieldBase & { width?: Width } & Native<InputHTMLAttributes<HTMLInputElement>>) {
  const field = { name, label, id, hint, error, optional };
  return (
    <FieldFrame field={field}>
      <input {...rest} {...fieldIds(field)} name={name} type={type} className={`input-${width}`} />
    </FieldFrame>
  );
}

export function TextArea({
  name,
  label,
  id,
  hint,
  error,
  optional,
  rows = 4,
  ...rest
}: FieldBase & Native<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  const field = { name, label, id, hint, error, optional };
  return (
    <FieldFrame field={field}>
      <textarea {...rest} {...fieldIds(field)} name={name} rows={rows} />
    </FieldFrame>
  );
}
