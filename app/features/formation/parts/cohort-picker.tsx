import type { Seating } from '#app/features/formation/formation-shape.ts';

interface Props {
  seatings: Record<string, Seating>;
  /** The number of the one that is shown; null: everybody. */
  cohort: number | null;
  base: string;
}

/** Everybody, or one of the cohorts of a section; and the way to the lists for printing. */
export function CohortPicker({ seatings, cohort, base }: Props) {
  const cohorts = [
    ...new Map(Object.values(seatings).map((seating) => [seating.cohort, seating.cohortName])),
  ].sort(([a], [b]) => a - b);
  return (
    <nav aria-label="班" className="cohort-picker">
      <ul className="meeting-picker">
        <li>
          <a href={base} aria-current={cohort === null ? 'page' : undefined}>
            全部
          </a>
        </li>
        {cohorts.map(([number, name]) => (
          <li key={number}>
            <a href={`${base}?class=${number}`} aria-current={cohort === number ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
      <a className="link-target" href={`${base}/classes`}>
        打印班级和小组名单
      </a>
    </nav>
  );
}
