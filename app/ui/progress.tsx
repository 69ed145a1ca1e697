import type { ReactNode } from 'react';
import { Bar } from './bar.tsx';

export type ProgressPart = { label: string; earned: number };

/** No trailing zeros, two decimals at most. */
const figure = (credits: number) => String(Math.round(credits * 100) / 100);

/** What has been earned of the year's whole, one coloured part a category, with the same in words. */
export function CategoryProgress({
  parts,
  total,
  unit = '学分',
  caption,
}: {
  parts: readonly ProgressPart[];
  total: number;
  unit?: string;
  caption?: ReactNode;
}) {
  const earned = parts.reduce((sum, part) => sum + part.earned, 0);
  const whole = Math.max(total, earned, 1);
  let from = 0;
  return (
    <div className="progress">
      <svg width="100%" height="20" aria-hidden="true" className="progress-bar">
        <rect width="100%" height="20" className="bar-rest" />
        {parts.map((part, index) => {
          const at = from;
          from += part.earned;
          return (
            <rect
              key={part.label}
              x={`${(at / whole) * 100}%`}
              width={`${(part.earned / whole) * 100}%`}
              height="20"
              className={`part-${index % 4}`}
            />
          );
        })}
      </svg>
      <ul className="progress-legend">
        {parts.map((part, index) => (
          <li key={part.label}>
            <span className={`swatch part-${index % 4}`} aria-hidden="true" />
            {part.label} {figure(part.earned)}
          </li>
        ))}
        <li>
          <span className="swatch bar-rest" aria-hidden="true" />
          {earned < total ? `还差 ${figure(total - earned)} ${unit}` : '已经修满'}
        </li>
      </ul>
      {caption ? <p className="quiet">{caption}</p> : null}
    </div>
  );
}

export type Meter = { label: ReactNode; value: number; of: number; note?: ReactNode };

/** One bar a line: each category against what it asks for. */
export function MeterList({ meters, unit = '学分' }: { meters: readonly Meter[]; unit?: string }) {
  return (
    <ul className="meters">
      {meters.map((meter, index) => {
        const full = meter.value >= meter.of;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once and never reordered
          <li key={index} className={full ? 'meter meter-full' : 'meter'}>
            <span>{meter.label}</span>
            <span className="meter-words">
              {figure(meter.value)} / {figure(meter.of)} {unit}
              {full ? ' · 已够' : ''}
            </span>
            <Bar value={meter.value} of={meter.of} />
            {meter.note ? <span className="quiet">{meter.note}</span> : null}
          </li>
        );
      })}
    </ul>
  );
}
