import type { ReactNode } from 'react';

/** A GET form with one field: searching is an address that can be kept and sent. */
export function SearchBox({
  action,
  label,
  name = 'q',
  value,
  placeholder,
  children,
}: {
  action: string;
  /** Said aloud and shown above: 找课程. */
  label: string;
  name?: string;
  value?: string;
  /** An example, never the label. */
  placeholder?: string;
  /** Hidden inputs that keep the filters. */
  children?: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is unknown to the browsers of older phones
    <form action={action} method="get" role="search" className="search-box">
      <label htmlFor={`search-${name}`}>{label}</label>
      <div>
        <input
          id={`search-${name}`}
          type="search"
          name={name}
          defaultValue={value}
          placeholder={placeholder}
          enterKeyHint="search"
        />
        <button type="submit" className="btn btn-secondary">
          搜索
        </button>
      </div>
      {children}
    </form>
  );
}
