/** The units of one time by the names that people write, and how they lie to each other. */
import { pathsAbove } from '#app/features/organisation/scope.ts';
import { partyKinds, placeKey } from './place-words.rules.ts';
import type { KnownUnit } from './unit-directory.ts';
import { mayBeCalled, push, UnitNames } from './unit-names.ts';

/** By which of its names a unit is found: its whole one only, or a short one too. */
export type NamedBy = 'wholly' | 'named';

export class UnitSearch {
  readonly #byPath = new Map<string, KnownUnit>();
  readonly #byId = new Map<string, KnownUnit>();
  readonly #names = new UnitNames<KnownUnit>();
  /** Paths with something below them. */
  readonly #parents = new Set<string>();
  /** The party organisations of a place, by its id. */
  readonly #ofPlace = new Map<string, KnownUnit[]>();

  constructor(units: Iterable<KnownUnit>) {
    for (const unit of units) this.add(unit);
  }

  add(unit: KnownUnit): void {
    this.#byPath.set(unit.path, unit);
    this.#byId.set(unit.id, unit);
    this.#names.add(unit);
    for (const above of pathsAbove(unit.path).slice(0, -1)) this.#parents.add(above);
    if (unit.territoryId !== null) push(this.#ofPlace, unit.territoryId, unit);
  }

  /** All of them, in the order in which they came. */
  get all(): Iterable<KnownUnit> & { size: number } {
    return { size: this.#byPath.size, [Symbol.iterator]: () => this.#byPath.values() };
  }

  ofId(id: string): KnownUnit | undefined {
    return this.#byId.get(id);
  }

  at(path: string): KnownUnit | undefined {
    return this.#byPath.get(path);
  }

  /** The unit of a name right below another one, or at the top. */
  below(parentId: string | null, name: string): KnownUnit | null {
    return this.#names.wholly(name).find((unit) => unit.parentId === parentId) ?? null;
  }

  /** All units that these steps lead to, or the first step that leads nowhere. */
  lead(
    steps: readonly string[],
    by: NamedBy,
  ): { ok: true; units: readonly KnownUnit[] } | { ok: false; step: string } {
    let units: readonly KnownUnit[] = [];
    for (const [index, step] of steps.entries()) {
      const named = this.#names[by](step);
      const apart = named.length === 0 ? this.#apart(step, by) : null;
      if (apart) {
        const led = this.lead([...steps.slice(0, index), ...apart, ...steps.slice(index + 1)], by);
        return led.ok || !apart.includes(led.step) ? led : { ok: false, step };
      }
      const below = index === 0 ? named : this.#within(named, units);
      const found = below.length > 0 || index === 0 ? below : this.#belonging(step, units);
      if (found.length === 0) return { ok: false, step };
      units = found;
    }
    return { ok: true, units };
  }

  #within(named: readonly KnownUnit[], units: readonly KnownUnit[]): KnownUnit[] {
    const paths = new Set(units.map(({ path }) => path));
    // Of thousands of entrances those of one house: by as few looks as there are levels.
    const levels = [...new Set(units.map(({ path }) => path.length))];
    const below = named.filter(({ path }) =>
      levels.some((end) => end < path.length && paths.has(path.slice(0, end))),
    );
    // A party organisation lies in the place that it belongs to.
    return below.length > 0
      ? below
      : named.filter((unit) => {
          const place = unit.tree === 'party' ? this.placeOf(unit) : null;
          return (
            place && units.some((above) => above.tree !== unit.tree && place.path.startsWith(above.path))
          );
        });
  }

  /** `党委` of a community; of a house that has no entrances of its own, itself. */
  #belonging(step: string, units: readonly KnownUnit[]): KnownUnit[] {
    if (/^\d+单元$/u.test(placeKey(step))) return units.filter((unit) => this.#isPlainHouse(unit));
    const kind = partyKinds[placeKey(step)];
    if (!kind) return [];
    return units
      .flatMap(({ id }) => this.#ofPlace.get(id) ?? [])
      .filter((unit) => unit.kind === kind && mayBeCalled(step, unit));
  }

  #isPlainHouse({ kind, path }: KnownUnit): boolean {
    return kind === 'building' && !this.#parents.has(path);
  }

  /** The place that a party organisation, or one above it, belongs to. */
  placeOf(unit: KnownUnit): KnownUnit | null {
    const places = pathsAbove(unit.path)
      .reverse()
      .flatMap((path) => this.#byId.get(this.#byPath.get(path)?.territoryId ?? '') ?? []);
    return places[0] ?? null;
  }

  /** `东园里6号楼` as a place and what is in it; null where no place begins so. */
  #apart(step: string, by: NamedBy): [string, string] | null {
    for (let length = step.length - 1; length >= 2; length--) {
      const [name, rest] = [step.slice(0, length), step.slice(length)];
      const isPlace = this.#names[by](rest).length > 0 || partyKinds[placeKey(rest)];
      if (isPlace && this.#names[by](name).length > 0) return [name, rest];
    }
    return null;
  }
}
