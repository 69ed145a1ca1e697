import { type FiveOne, fiveOneNames } from '#app/lib/vocabulary.ts';
import { Status } from '#app/ui/status.tsx';

export interface ListedFiveOne {
  item: FiveOne;
  isThere: boolean;
  /** Where it can be read; null for what has no page of its own. */
  href: string | null;
  /** The teacher's name. */
  name?: string | null;
}

/** The five ones of a course: which are there, each a link to it. */
export function FiveOnesList({ items }: { items: readonly ListedFiveOne[] }) {
  const there = items.filter(({ isThere }) => isThere).length;
  return (
    <>
      <p className="quiet">
        {there === items.length
          ? '五样都备齐了，可以开班。'
          : `已备 ${there} 样，还差 ${items.length - there} 样。`}
      </p>
      <ul className="mt-2">
        {items.map(({ item, isThere, href, name }) => (
          <li key={item} className="flex items-center justify-between gap-3 py-2 border-b border-line">
            <span>
              {href ? <a href={href}>{fiveOneNames[item]}</a> : fiveOneNames[item]}
              {name ? `：${name}` : ''}
            </span>
            {isThere ? <Status tone="done">已备</Status> : <Status tone="neutral">待备</Status>}
          </li>
        ))}
      </ul>
    </>
  );
}
