import { formatShortDate } from '#app/lib/time.ts';

interface Props {
  title: string;
  /** In the order of their pinyin. */
  names: readonly { id: string; name: string }[];
  meetings: readonly { id: string; number: number; startsAt: string }[];
}

/** As many columns as a hand can sign on a sheet of A4. */
const MOST_COLUMNS = 6;

/** Sheets to sign: a row a person, a column a meeting; more meetings than fit make another sheet. */
export function SignSheets({ title, names, meetings }: Props) {
  const sheets = Array.from({ length: Math.max(1, Math.ceil(meetings.length / MOST_COLUMNS)) }, (_, at) =>
    meetings.slice(at * MOST_COLUMNS, (at + 1) * MOST_COLUMNS),
  );
  return (
    <>
      {sheets.map((columns, at) => (
        <section
          key={columns[0]?.id ?? 'names'}
          className="sign-sheet"
          aria-label={`签到表 ${at + 1}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus
          tabIndex={0}
        >
          <table>
            <caption>
              {title} 签到表{sheets.length > 1 ? `（${at + 1}/${sheets.length}）` : ''}
            </caption>
            <thead>
              <tr>
                <th scope="col">姓名</th>
                {columns.map(({ id, number, startsAt }) => (
                  <th key={id} scope="col">
                    第 {number} 次<br />
                    {formatShortDate(startsAt)}
                  </th>
                ))}
                {columns.length === 0 ? <th scope="col">签到</th> : null}
                <th scope="col">备注</th>
              </tr>
            </thead>
            <tbody>
              {names.map(({ id, name }) => (
                <tr key={id}>
                  <th scope="row">{name}</th>
                  {(columns.length === 0 ? [{ id: 'sign' }] : columns).map((column) => (
                    <td key={column.id} />
                  ))}
                  <td />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  );
}
