import { otherKeys, placeKey, shortKey } from './place-words.rules.ts';

/** Units by what people call them. */
export class UnitNames<Unit extends { name: string }> {
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

  /** Those that may be meant: whole names before short ones. */
  named(step: string): readonly Unit[] {
    const whole = this.wholly(step);
    if (whole.length > 0) return whole;
    return this.#any.get(placeKey(step)) ?? this.#any.get(shortKey(step)) ?? [];
  }
}

/** Adds to one of many lists. */
export function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
