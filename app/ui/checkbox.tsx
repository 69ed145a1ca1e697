import type { ReactNode } from 'react';

/** A single yes or no with its words beside it. */
export function Checkbox({
  name,
  label,
  value = 'yes',
  checked,
  id = name,
}: {
  name: string;
  label: ReactNode;
  value?: string;
  checked?: boolean;
  id?: string;
}) {
  return (
    <label className="choice">
      <input id={id} type="checkbox" name={name} value={value} defaultChecked={checked} />
      <span>{label}</span>
    </label>
  );
}
