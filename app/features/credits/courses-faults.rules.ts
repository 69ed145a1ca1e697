/** Which courses a policy names, and that there are such: one that does not exist can never be met, and everybody is held to it. */
import type { Fault } from './policy-text.rules.ts';

/** The keys of schemes, promotions, counters and leadership rules under which codes of courses stand. */
const naming = new Set(['requiredCourses', 'countingCourses', 'courses', 'course', 'anyOf']);

/** The first course that is named and not among the codes, or undefined. Without codes (null) nothing is looked at. */
export function coursesFault(policy: unknown, codes: ReadonlySet<string> | null): Fault | undefined {
  if (codes === null) return undefined;
  for (const { path, code } of named(policy, [], false))
    if (!codes.has(code))
      return { path, reason: `课程目录里没有“${code}”这门课。请查一查编号；是新课的，先把课建好再发布` };
  return undefined;
}

function* named(
  value: unknown,
  path: Fault['path'],
  isCode: boolean,
): Generator<{ path: Fault['path']; code: string }> {
  if (typeof value === 'string' && isCode) yield { path, code: value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inside] of Object.entries(value)) {
    // By when a required course is asked is no code.
    const names = key !== 'within' && (isCode || naming.has(key));
    yield* named(inside, [...path, Array.isArray(value) ? Number(key) : key], names);
  }
}
