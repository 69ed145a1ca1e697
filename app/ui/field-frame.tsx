import type { ReactNode } from 'react';

/** What every field takes. `name` is also the id unless `id` is given: the error summary links to it. */
export type FieldBase = {
  name: string;
  label: ReactNode;
  id?: string;
  hint?: ReactNode;
  error?: string;
  /** Most fields are needed, so the optional ones are marked: 选填. */
  optional?: boolean;
};

/** The ids that tie a control to its hint and error. */
export function fieldIds({ id, name, hint, error }: FieldBase) {
  const control = id ?? name;
  const describedBy = [hint ? `${control}-hint` : '', error ? `${control}-error` : '']
    .filter(Boolean)
    .join(' ');
  return {
    id: control,
    'aria-describedby': describedBy || undefined,
    'aria-invalid': error ? (true as const) : undefined,
  };
}

export function Hint({ field, children }: { field: string; children: ReactNode }) {
  return (
    <p className="field-hint" id={`${field}-hint`}>
      {children}
    </p>
  );
}

export function FieldError({ field, children }: { field: string; children: ReactNode }) {
  return (
    <p className="field-error" id={`${field}-error`}>
      <span className="sr-only">请改正：</span>
      {children}
    </p>
  );
}

/** Label, hint and error around one control. */
export function FieldFrame({ field, children }: { field: FieldBase; children: ReactNode }) {
  const id = field.id ?? field.name;
  return (
    <div className={field.error ? 'field field-wrong' : 'field'}>
      <label htmlFor={id}>
        {field.label}
        {field.optional ? <span className="field-optional">（选填）</span> : null}
      </label>
      {field.hint ? <Hint field={id}>{field.hint}</Hint> : null}
      {field.error ? <FieldError field={id}>{field.error}</FieldError> : null}
      {children}
    </div>
  );
}
