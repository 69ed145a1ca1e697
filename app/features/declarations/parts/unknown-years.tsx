import { unknownYearsWords } from '#app/features/timetable/working-days.rules.ts';

/** Says where a last day was counted without knowing the holidays of a year; nothing where all are known. */
export function UnknownYears({ years }: { years: readonly number[] }) {
  const words = unknownYearsWords([...new Set(years)].sort());
  return words ? <p className="quiet">{words}</p> : null;
}
