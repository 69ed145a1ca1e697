export type Bar = { label: string; value: number };

/**
 * Sideways bars with the same figures in a table. The table is the truth; the drawing is a help and
 * hidden from screen readers. `of` is the full length: the largest value unless given.
 */
export function BarChart({
  caption,
  bars,
  of,
  unit = '',
  labelHead = '项目',
  valueHead = '数值',
}: {
  caption: string;
  bars: readonly Bar[];
  of?: number;
  unit?: string;
  labelHead?: string;
  valueHead?: string;
}) {
  const whole = Math.max(of ?? 0, ...bars.map((bar) => bar.value), 1);
  return (
    <table className="bar-chart">
      <caption>{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{labelHead}</th>
          <th scope="col">{valueHead}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.label}>
            <th scope="row">{bar.label}</th>
            <td>
              <svg width="100%" height="14" aria-hidden="true">
                <rect width="100%" height="14" rx="3" className="bar-rest" />
                <rect
                  width={`${Math.round((bar.value / whole) * 1000) / 10}%`}
                  height="14"
                  rx="3"
                  className="bar-fill"
                />
              </svg>
              <span>
                {bar.value}
                {unit === '%' ? unit : unit ? ` ${unit}` : ''}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
