/** Ages as bands (`60-64`): the exact year of birth is nobody's business here. Source: product promise of minimum personal data. */

/** The youngest age of a band; null when it is not known. */
export function ageFrom(band: string | null): number | null {
  const from = Number(band?.split('-')[0]);
  return band && Number.isInteger(from) ? from : null;
}
