/** The units of a day by the names that people write. */
import type { Tree, UnitKind } from '#app/features/organisation/kinds.ts';
import { isWithin, pathsAbove } from '#app/features/organisation/scope.ts';
import { partyKinds, placeKey } from './place-words.rules.ts';
import { push, UnitNames } from './unit-names.ts';

export interface KnownUnit {
  id: string;
  tree: Tree;
  kind: UnitKind;
  name: string;
  path: string;
  parentId: string | null;
  /** The place that a party organisation belongs to. */
  territoryId: string | null;
  validFrom: string;
  /** Its last day, where a change is planned. */
  validTo: string | null;
}

export type FoundPlace =
  | { ok: true; unit: KnownUnit }
  /** `step` is the first name that leads nowhere. */
  | { ok: false; reason: 'unknown'; step: string }
  | { ok: false; reason: 'several'; trails: string[] };

export class UnitDirectory {
  readonly #byPath = new Map<string, KnownUnit>();
  readonly #names = new UnitNames<KnownUnit>();
  readonly #byId = new Map<string, KnownUnit>();
  readonly #kept = new Map<string, FoundPlace>();
  readonly #lineages = new Map<string, Set<string>>();
  readonly #before: UnitDirectory | null = null;
  readonly #homes = new Map<string, KnownUnit>();
  readonly #partyPaths = new Map<string, string[]>();
  /** Paths with something below them. */
  readonly #parents = new Set<string>();
  /** The party organisations of a place, by its id. */
  readonly #ofPlace = new Map<string, KnownUnit[]>();

  /** `former`: units of before, each with the id of the one that goes on with what was of it: old sheets call places by them. */
  constructor(
    units: Iterable<KnownUnit>,
    readonly former: readonly (KnownUnit & { heirId: string })[] = [],
  ) {
    for (const unit of units) this.#add(unit);
    for (const { id, heirId } of former)
      this.#lineages.set(heirId, (this.#lineages.get(heirId) ?? new Set([heirId])).add(id));
    if (former.length > 0) this.#before = new UnitDirectory([...this.#byPath.values(), ...former]);
  }

  /** The unit with all those that it goes on from. */
  lineage({ id }: Pick<KnownUnit, 'id'>): ReadonlySet<string> {
    return this.#lineages.get(id) ?? new Set([id]);
  }

  /** The same again, to which units can be added that are only planned. */
  copy(): UnitDirectory {
    return new UnitDirectory(this.#byPath.values());
  }

  /** A unit that is to be made, to be found like the others; its path is made up. */
  plan(
    wanted: Pick<KnownUnit, 'tree' | 'kind' | 'name'> & { parent: KnownUnit | null; from: string },
  ): KnownUnit {
    const { tree, kind, name, parent, from } = wanted;
    const number = (this.#byPath.size % 46_656).toString(36);
    const path = parent
      ? `${parent.path}!${number.padStart(3, '0')}`
      : `${tree[0]}!${number.slice(-2).padStart(2, '0')}`;
    const unit = {
      id: path,
      tree,
      kind,
      name,
      path,
      parentId: parent?.id ?? null,
      territoryId: null,
      validFrom: from,
      validTo: null,
    };
    this.#add(unit);
    this.#kept.clear();
    return unit;
  }

  /** The unit of a name right below another one, or at the top. */
  below(parent: KnownUnit | null, name: string): KnownUnit | null {
    const parentId = parent?.id ?? null;
    return this.#names.wholly(name).find((unit) => unit.parentId === parentId) ?? null;
  }

  #add(unit: KnownUnit): void {
    this.#byPath.set(unit.path, unit);
    this.#byId.set(unit.id, unit);
    this.#names.add(unit);
    for (const above of pathsAbove(unit.path).slice(0, -1)) this.#parents.add(above);
    if (unit.territoryId !== null) push(this.#ofPlace, unit.territoryId, unit);
  }

  /** The unit that these steps lead to, from any place above: `东园社区`, `5栋`. Of several, those within `scopes`. */
  find(steps: readonly string[], scopes: 'everywhere' | readonly string[]): FoundPlace {
    const key = steps.join('\n');
    const known = this.#kept.get(key);
    if (known) return known;
    const found = this.#today(this.#look(steps, scopes), steps);
    this.#kept.set(key, found);
    return found;
  }

  /** What no unit of today is called may be the name of one of before: then whatever goes on with it. */
  #today(found: FoundPlace, steps: readonly string[]): FoundPlace {
    if (found.ok || found.reason !== 'unknown' || !this.#before) return found;
    const before = this.#before.find(steps, 'everywhere');
    const heirId = before.ok && this.former.find(({ id }) => id === before.unit.id)?.heirId;
    const unit = heirId ? this.#byId.get(heirId) : undefined;
    return unit ? { ok: true, unit } : found;
  }

  #look(steps: readonly string[], scopes: 'everywhere' | readonly string[]): FoundPlace {
    let units: KnownUnit[] = [];
    for (const [index, step] of steps.entries()) {
      const named = this.#names.named(step);
      const apart = named.length === 0 ? this.#apart(step) : null;
      if (apart) return this.#look([...steps.slice(0, index), ...apart, ...steps.slice(index + 1)], scopes);
      const below = index === 0 ? named : this.#within(named, units);
      const found = below.length > 0 || index === 0 ? below : this.#belonging(step, units);
      if (found.length === 0) return { ok: false, reason: 'unknown', step };
      units = found;
    }
    const reached =
      scopes === 'everywhere'
        ? units
        : units.filter(({ path }) => scopes.some((scope) => isWithin(scope, path)));
    const [first, second] = reached.length > 0 ? reached : units;
    if (!first) return { ok: false, reason: 'unknown', step: steps[0] ?? '' };
    if (!second) return { ok: true, unit: first };
    return { ok: false, reason: 'several', trails: units.slice(0, 3).map(({ path }) => this.trail(path)) };
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
          const place = unit.tree === 'party' ? this.#placeOf(unit) : null;
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
    return units.flatMap(({ id }) => this.#ofPlace.get(id) ?? []).filter((unit) => unit.kind === kind);
  }

  #isPlainHouse({ kind, path }: KnownUnit): boolean {
    return kind === 'building' && !this.#parents.has(path);
  }

  #placeOf(unit: KnownUnit): KnownUnit | null {
    const places = pathsAbove(unit.path)
      .reverse()
      .flatMap((path) => this.#byId.get(this.#byPath.get(path)?.territoryId ?? '') ?? []);
    return places[0] ?? null;
  }

  /** `东园里6号楼` as a place and what is in it; null where no place begins so. */
  #apart(step: string): [string, string] | null {
    for (let length = step.length - 1; length >= 2; length--) {
      const [name, rest] = [step.slice(0, length), step.slice(length)];
      const isPlace = this.#names.named(rest).length > 0 || partyKinds[placeKey(rest)];
      if (isPlace && this.#names.named(name).length > 0) return [name, rest];
    }
    return null;
  }

  /** `东园社区 › 5 栋`: where a unit lies, from the community on. */
  trail(path: string): string {
    const units = pathsAbove(path).flatMap((above) => this.#byPath.get(above) ?? []);
    const from = Math.max(
      0,
      units.findIndex(({ kind }) => kind === 'community'),
    );
    return units
      .slice(from)
      .map(({ name }) => name)
      .join(' › ');
  }

  /** Whether a unit lies at or below a path. */
  isBelow(unitId: string, path: string): boolean {
    return this.#byId.get(unitId)?.path.startsWith(path) ?? false;
  }

  /** The community that a unit lies in; above every community, the unit itself. */
  community(unit: KnownUnit): KnownUnit {
    const above = pathsAbove(unit.path).flatMap((path) => this.#byPath.get(path) ?? []);
    return above.find(({ kind }) => kind === 'community') ?? unit;
  }

  /** The community in which somebody at a unit is a neighbour: of a party organisation that of the place it belongs to. */
  home(unit: KnownUnit): KnownUnit {
    const known = this.#homes.get(unit.id);
    if (known) return known;
    const home = this.community(this.#placeOf(unit) ?? unit);
    this.#homes.set(unit.id, home);
    return home;
  }

  /** The same of an id; null for a unit that does not stand. */
  homeOf(unitId: string): KnownUnit | null {
    const unit = this.#byId.get(unitId);
    return unit ? this.home(unit) : null;
  }

  /** The paths below which everybody of a community holds their posts, its party organisations among them; none above communities. */
  pathsOf(home: KnownUnit): string[] {
    if (home.kind !== 'community') return [];
    if (this.#partyPaths.size === 0)
      for (const unit of this.#byPath.values())
        if (unit.territoryId !== null) push(this.#partyPaths, this.home(unit).id, unit.path);
    const party = this.#partyPaths.get(home.id) ?? [];
    return [
      home.path,
      ...party.filter((path) => !party.some((above) => above !== path && path.startsWith(above))),
    ];
  }
}
