/** The one of `known` that differs from `name` by a single slip (a letter more, less, other, or two swapped), if any. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length < 6) return undefined;
  return known.find((candidate) => candidate.length >= 6 && isOneSlip(name, candidate));
}

function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const restA = a.slice(start);
  const restB = b.slice(start);
  const swapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  return swapped || restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}
