import type { UnitKind } from '#app/features/organisation/kinds.ts';
import { endingOf, otherKeys, placeKey } from './place-words.rules.ts';

type Named = { name: string; kind: UnitKind };

/** What a name says by its ending that a unit is. */
const kindsOfEndings: Readonly<Partial<Record<string, UnitKind>>> = {
  社区: 'community',
  小区: 'xiaoqu',
  街道: 'street',
  网格: 'grid',
  党工委: 'party-work-committee',
  党委: 'party-committee',
  党总支: 'party-committee',
  党支部: 'party-branch',
};

/** Whether what people write can be a unit: 东园党支部 is no 东园社区. The ending of its own name says more than its kind. */
export function mayBeCalled(step: string, { name, kind }: Named): boolean {
  const said = endingOf(step);
  if (said === '') return true;
  const own = endingOf(name);
  return own === '' ? kindsOfEndings[said] === kind : own === said;
}

/** Units by what people call them. */
export class UnitNames<Unit extends Named> {
  readonly #whole = new Map<string, Unit[]>();
  readonly #any = new Map<string, Unit[]>();

  add(unit: Unit): void {
    const key = placeKey(unit.name);
    push(this.#whole, key, unit);
    for (const one of new Set([key, ...otherKeys(unit.name)])) push(this.#any, one, unit);
  }

  /** Those whose whole name this is. */
  wholly(name: string): readonly Unit[] {
    return this.#whole.get(placeKey(name)) ?? [];
  }

  /** Those that may be meant: whole names before short ones, and none that is of another kind than the words say. */
  named(step: string): readonly Unit[] {
    const whole = this.wholly(step);
    if (whole.length > 0) return whole;
    for (const key of [placeKey(step), ...otherKeys(step)]) {
      const found = key === '' ? [] : (this.#any.get(key) ?? []).filter((unit) => mayBeCalled(step, unit));
      if (found.length > 0) return found;
    }
    return [];
  }
}

/** Adds to one of many lists. */
export function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
