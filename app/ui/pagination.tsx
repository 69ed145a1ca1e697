type PaginationProps = {
  /** From 1. */
  page: number;
  pageSize: number;
  total: number;
  /** The address of a page, filters kept. */
  href: (page: number) => string;
  /** What is counted: 条, 门课, 个班. */
  unit?: string;
};

/** 第 1–20 条，共 64 条 */
export function rangeWords({ page, pageSize, total, unit = '条' }: Omit<PaginationProps, 'href'>) {
  if (total === 0) return `共 0 ${unit}`;
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  if (first === 1 && last === total) return `共 ${total} ${unit}`;
  return `第 ${first}–${last} ${unit}，共 ${total} ${unit}`;
}

/** First, last, this page and its neighbours; `null` is a gap. */
function pagesShown(page: number, last: number) {
  const wanted = [1, page - 1, page, page + 1, last].filter((one) => one >= 1 && one <= last);
  const sorted = [...new Set(wanted)].sort((a, b) => a - b);
  return sorted.flatMap((one, at) => (at > 0 && one - (sorted[at - 1] ?? 0) > 1 ? [null, one] : [one]));
}

/** Always says how many there are; links only where there is more than one page. */
export function Pagination({ href, ...range }: PaginationProps) {
  const { page, pageSize, total } = range;
  const last = Math.max(1, Math.ceil(total / pageSize));
  const words = <p className="figures">{rangeWords(range)}</p>;
  if (last === 1) return <div className="pagination">{words}</div>;
  return (
    <nav className="pagination" aria-label="翻页">
      {words}
      <ul>
        {page > 1 ? <Step to={href(page - 1)} way="prev" /> : null}
        {pagesShown(page, last).map((one, at) => (
          <li key={one ?? `gap-${at}`}>
            {one === null ? (
              <span aria-hidden="true">…</span>
            ) : (
              <a
                href={href(one)}
                aria-label={`第 ${one} 页`}
                aria-current={one === page ? 'page' : undefined}
              >
                {one}
              </a>
            )}
          </li>
        ))}
        {page < last ? <Step to={href(page + 1)} way="next" /> : null}
      </ul>
    </nav>
  );
}

type TurningProps = Pick<PaginationProps, 'page' | 'href'> & { hasMore: boolean };

/** The page before and the next one, where counting all of them would cost too much. Nothing where there is only one. */
export function Turning({ page, hasMore, href }: TurningProps) {
  if (page === 1 && !hasMore) return null;
  return (
    <nav className="pagination" aria-label="翻页">
      <p className="figures">第 {page} 页</p>
      <ul>
        {page > 1 ? <Step to={href(page - 1)} way="prev" /> : null}
        {hasMore ? <Step to={href(page + 1)} way="next" /> : null}
      </ul>
    </nav>
  );
}

const wayWords = { prev: '上一页', next: '下一页' };

function Step({ to, way }: { to: string; way: keyof typeof wayWords }) {
  return (
    <li>
      <a href={to} rel={way}>
        {wayWords[way]}
      </a>
    </li>
  );
}
