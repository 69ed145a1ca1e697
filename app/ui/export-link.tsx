import { useLocation } from '@remix-run/react';
import { ButtonLink } from './button.tsx';

/**
 * The table of this page as an Excel file, with the filters in force: those that stand in its address. Nothing where there are no rows.
 */
export function ExportLink({
  rows,
  countedTo,
  unit = '行',
  file,
  set = {},
  label = '导出 Excel',
}: {
  /** How many rows the file has, where that is known. */
  rows?: number;
  /** They are counted no further than this. */
  countedTo?: number;
  unit?: string;
  /** The address of the file, where it is not that of the page with `.xlsx` behind it. */
  file?: string;
  /** What the file is asked besides. */
  set?: Readonly<Record<string, string>>;
  /** What it is called where a page has several. */
  label?: string;
}) {
  const { pathname, search } = useLocation();
  if (rows === 0) return null;
  const filters = new URLSearchParams(search);
  filters.delete('page');
  filters.delete('done');
  for (const [name, value] of Object.entries(set)) filters.set(name, value);
  const isKnown = rows !== undefined && (countedTo === undefined || rows < countedTo);
  return (
    <p className="no-print">
      <ButtonLink href={`${file ?? `${pathname}.xlsx`}${filters.size > 0 ? `?${filters}` : ''}`} download>
        {label}
        {isKnown ? `（${rows} ${unit}）` : ''}
      </ButtonLink>
    </p>
  );
}
