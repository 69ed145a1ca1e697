/** Looking for faults in lists: of each by itself, and of names that stand there twice. */
import type { Fault } from './policy-text.rules.ts';

/** The first fault that looking at each gives. */
export function firstOf<T>(
  list: readonly T[],
  look: (each: T, index: number) => Fault | undefined,
): Fault | undefined {
  for (const [index, each] of list.entries()) {
    const fault = look(each, index);
    if (fault) return fault;
  }
  return undefined;
}

/** Something that is named a second time. */
export function twice<T>(
  list: readonly T[],
  nameOf: (each: T) => string,
  path: Fault['path'],
  key: string,
): Fault | undefined {
  return firstOf(list, (each, index) =>
    list.findIndex((other) => nameOf(other) === nameOf(each)) < index
      ? { path: [...path, index, key], reason: `“${nameOf(each)}”写了两次` }
      : undefined,
  );
}
