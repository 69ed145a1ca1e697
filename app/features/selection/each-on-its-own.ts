/**
 * Does one thing after the other; one that fails keeps none of the others from its turn. Answers what came of each, in order; when some
 * failed, throws them all together (`AggregateError`) after the last.
 */
export async function eachOnItsOwn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      results.push(await work(item));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(
      failures,
      `${failures.length} of ${items.length} failed: ${String(failures[0])}`,
    );
  return results;
}
