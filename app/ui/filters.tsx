import type { ReactNode } from 'react';

/**
 * A GET form around filter fields. Folded into 筛选（已选 2 项）on phones and in 长辈版; browsers that
 * can, show it open beside or above the results from 1024 px.
 */
export function Filters({
  action,
  chosen,
  clearHref,
  submitLabel = '看结果',
  children,
}: {
  action: string;
  /** How many filters are on. */
  chosen: number;
  /** The same list without filters. */
  clearHref?: string;
  submitLabel?: string;
  /** Fields, and hidden inputs for what must be kept, such as `q`. */
  children: ReactNode;
}) {
  return (
    <details className="filters">
      <summary className="btn btn-secondary">{chosen > 0 ? `筛选（已选 ${chosen} 项）` : '筛选'}</summary>
      <form action={action} method="get">
        <div className="filters-fields">{children}</div>
        <div className="actions">
          <button type="submit" className="btn btn-secondary">
            {submitLabel}
          </button>
          {chosen > 0 && clearHref ? (
            <a className="btn btn-quiet" href={clearHref}>
              全部清除
            </a>
          ) : null}
        </div>
      </form>
    </details>
  );
}

/** The filters that are on, each a link that takes it off. */
export function ChosenFilters({ items }: { items: readonly { label: string; href: string }[] }) {
  if (items.length === 0) return null;
  return (
    <ul className="chosen-filters" aria-label="已选的筛选">
      {items.map((item) => (
        <li key={item.label}>
          <a href={item.href}>
            {item.label}
            <span className="sr-only">，取消这一项</span>
            <span aria-hidden="true"> ×</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
