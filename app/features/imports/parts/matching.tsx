import { Button } from '#app/ui/button.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import type { SheetLine } from '../columns.rules.ts';
import type { KindShape } from '../kinds.ts';
import type { KeptSheet } from '../states.ts';

interface MatchingProps {
  here: string;
  shape: Pick<KindShape, 'columns' | 'unit'>;
  sheets: readonly KeptSheet[];
  sheet: number;
  row: number;
  rows: 1 | 2;
  columns: Record<string, number>;
  titles: readonly string[];
  top: readonly SheetLine[];
  first: readonly SheetLine[];
  error: string | undefined;
}

/** Which row is the heading and which column is what, as proposed; with the first rows beside it. */
export function Matching(props: MatchingProps) {
  const { here, shape, sheet, row, rows, columns, titles, error } = props;
  return (
    <>
      <form className="form form-pairs" method="post" action={here}>
        <input type="hidden" name="means" value="look" />
        <input type="hidden" name="sheet" value={sheet} />
        <input type="hidden" name="row" value={row} />
        <input type="hidden" name="rows" value={rows} />
        {shape.columns.map(({ key, label, needed }) => (
          <SelectField
            key={key}
            name={`column.${key}`}
            label={label}
            optional={!needed}
            placeholder={needed ? '请选是哪一列' : '表里没有这一列'}
            defaultValue={columns[key] ?? ''}
            options={titles.map((title, column) => ({ value: String(column), label: title }))}
            error={error && needed && columns[key] === undefined ? error : undefined}
          />
        ))}
        <div className="actions">
          <Button type="submit" tone="primary">
            看一遍会怎样
          </Button>
        </div>
      </form>
      <Section title="表的开头">
        <FirstRows {...props} />
      </Section>
      <WhereHeading {...props} />
    </>
  );
}

function FirstRows({ titles, first }: MatchingProps) {
  const shown: Column<SheetLine>[] = [
    { key: 'row', label: '行', short: true, head: true, render: ({ number }) => `第 ${number} 行` },
    ...titles.slice(0, 12).map((title, column) => ({
      key: `c${column}`,
      label: title,
      render: ({ cells }: SheetLine) => (cells[column] ?? '').slice(0, 60),
    })),
  ];
  return (
    <Table
      caption="列名下面的前几行"
      captionHidden
      wide
      columns={shown}
      rows={first}
      rowKey={({ number }) => String(number)}
      empty={<p className="quiet">列名下面没有行。</p>}
    />
  );
}

/** Another sheet, or another row: a look, nothing is kept of it. */
function WhereHeading({ here, sheets, sheet, row, rows, top }: MatchingProps) {
  return (
    <details>
      <summary>
        列名不在第 {row} 行？换一行{sheets.length > 1 ? '，或者换一张工作表' : ''}
      </summary>
      <form className="form" method="get" action={here}>
        <input type="hidden" name="match" value="" />
        {sheets.length > 1 ? (
          <SelectField
            name="sheet"
            label="工作表"
            defaultValue={String(sheet)}
            options={sheets.map(({ name, rows: some }, place) => ({
              value: String(place),
              label: `${name || '表'}（${some} 行）`,
              disabled: some === 0,
            }))}
          />
        ) : null}
        <SelectField
          name="row"
          label="列名从哪一行起"
          defaultValue={String(row)}
          options={top.map(({ number, cells }) => ({
            value: String(number),
            label: `第 ${number} 行：${cells.filter(Boolean).join('、').slice(0, 40)}`,
          }))}
        />
        <SelectField
          name="rows"
          label="列名占几行"
          defaultValue={String(rows)}
          options={[
            { value: '1', label: '一行' },
            { value: '2', label: '两行，上面一行是大类' },
          ]}
        />
        <div className="actions">
          <Button type="submit">按这里重新对列</Button>
        </div>
      </form>
    </details>
  );
}
