import type { ReactNode } from 'react';

export type Column<Row> = {
  key: string;
  label: string;
  render: (row: Row) => ReactNode;
  /** Figures stand right. */
  align?: 'start' | 'end';
  /** Names the row: read out with every cell. One column has it. */
  head?: boolean;
  /** Names, dates, codes: one line on a wide screen. */
  short?: boolean;
  /** What people write themselves: may be of any length, without a place to break. */
  long?: boolean;
  /** Where a press on the heading leads, and how this column is sorted now. */
  sort?: { href: string; order?: 'ascending' | 'descending' };
};

type TableProps<Row> = {
  /** What is listed; also the name of the scrolling region. */
  caption: string;
  captionHidden?: boolean;
  /** More columns than a screen holds: the table scrolls inside its own box. */
  wide?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Stands in place of the table when there are no rows. */
  empty?: ReactNode;
};

/**
 * A staff table: the head stays in sight, the region scrolls sideways by keyboard too, and on a
 * phone each row becomes a card. The roles are written out because `display: block` drops them.
 */
export function Table<Row>({
  caption,
  captionHidden = false,
  wide = false,
  columns,
  rows,
  rowKey,
  empty,
}: TableProps<Row>) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <section
      className={wide ? 'table-region table-region-wide' : 'table-region'}
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus
      tabIndex={0}
    >
      {/* biome-ignore-start lint/a11y/noRedundantRoles: lost on phones without them */}
      <table className="table" role="table">
        <caption className={captionHidden ? 'sr-only' : undefined}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                aria-sort={column.sort?.order}
                className={cellClass(column)}
              >
                {column.sort ? <a href={column.sort.href}>{column.label}</a> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) => (
                <Cell key={column.key} column={column}>
                  {column.render(row)}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: as above */}
    </section>
  );
}

function cellClass({ align, short, long }: Pick<Column<unknown>, 'align' | 'short' | 'long'>) {
  const classes = [align === 'end' && 'cell-end', short && 'cell-short', long && 'cell-long'];
  return classes.filter(Boolean).join(' ') || undefined;
}

function Cell<Row>({ column, children }: { column: Column<Row>; children: ReactNode }) {
  const className = cellClass(column);
  return column.head ? (
    // biome-ignore lint/a11y/noRedundantRoles: lost on phones without it
    <th role="rowheader" scope="row" data-label={column.label} className={className}>
      {children}
    </th>
  ) : (
    // biome-ignore lint/a11y/noRedundantRoles: lost on phones without it
    <td role="cell" data-label={column.label} className={className}>
      {children}
    </td>
  );
}
