/** The units of a day by the names that people write. */
import type { Tree, UnitKind } from '#app/features/organisation/kinds.ts';
import { isWithin, pathsAbove } from '#app/features/organisation/scope.ts';
import { isTooLong } from './place-words.rules.ts';
import { push } from './unit-names.ts';
import { type NamedBy, UnitSearch } from './unit-search.ts';

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

const MOST_SHOWN = 30;

type Scopes = 'everywhere' | readonly string[];

export class UnitDirectory {
  readonly #units: UnitSearch;
  /** The units of today and of before together; null where there are none of before. */
  readonly #before: UnitSearch | null = null;
  readonly #kept = new Map<string, FoundPlace>();
  readonly #heirs = new Map<string, string>();
  readonly #former: readonly KnownUnit[];
  readonly #lineages = new Map<string, Set<string>>();
  readonly #homes = new Map<string, KnownUnit>();
  #paths: Map<string, string[]> | null = null;

  /** `former`: units of before, each with the id of the one that goes on with what was of it: old sheets call places by them. */
  constructor(units: Iterable<KnownUnit>, former: readonly (KnownUnit & { heirId: string })[] = []) {
    this.#units = new UnitSearch(units);
    this.#former = former;
    for (const { id, heirId } of former) {
      this.#heirs.set(id, heirId);
      this.#lineages.set(heirId, (this.#lineages.get(heirId) ?? new Set([heirId])).add(id));
    }
    if (former.length > 0) this.#before = new UnitSearch([...this.#units.all, ...former]);
  }

  /** The unit with all those that it goes on from. */
  lineage({ id }: Pick<KnownUnit, 'id'>): ReadonlySet<string> {
    return this.#lineages.get(id) ?? new Set([id]);
  }

  /** The same again, to which units can be added that are only planned. */
  copy(): UnitDirectory {
    return new UnitDirectory(this.#units.all);
  }

  /** A unit that is to be made, to be found like the others; its path is made up. */
  plan(
    wanted: Pick<KnownUnit, 'tree' | 'kind' | 'name'> & { parent: KnownUnit | null; from: string },
  ): KnownUnit {
    const { tree, kind, name, parent, from } = wanted;
    const number = (this.#units.all.size % 46_656).toString(36);
    const path = parent
      ? `${parent.path}!${number.padStart(3, '0')}`
      : `${tree[0]}!${number.slice(-2).padStart(2, '0')}`;
    const unit = {
      ...{ id: path, tree, kind, name, path, parentId: parent?.id ?? null },
      ...{ territoryId: null, validFrom: from, validTo: null },
    };
    this.#units.add(unit);
    this.#kept.clear();
    return unit;
  }

  /** The unit of a name right below another one, or at the top. */
  below(parent: KnownUnit | null, name: string): KnownUnit | null {
    return this.#units.below(parent?.id ?? null, name);
  }

  /** The unit that these steps lead to, from any place above: `东园社区`, `5栋`. Of several, those within `scopes`. */
  find(steps: readonly string[], scopes: Scopes): FoundPlace {
    if (isTooLong(steps)) return { ok: false, reason: 'unknown', step: longest(steps) };
    const key = steps.join('\n');
    const known = this.#kept.get(key);
    if (known) return known;
    const found =
      this.#today(steps, scopes, 'wholly') ??
      this.#formerly(steps, scopes, 'wholly') ??
      this.#today(steps, scopes, 'named') ??
      this.#formerly(steps, scopes, 'named') ??
      this.#unknown(steps);
    this.#kept.set(key, found);
    return found;
  }

  #today(steps: readonly string[], scopes: Scopes, by: NamedBy): FoundPlace | null {
    const led = this.#units.lead(steps, by);
    return led.ok ? this.#chosen(led.units, scopes) : null;
  }

  /** What no unit of today is called may be the name of some of before: then whatever goes on with those. A whole name of before says more than a short one of today. */
  #formerly(steps: readonly string[], scopes: Scopes, by: NamedBy): FoundPlace | null {
    const led = this.#before?.lead(steps, by);
    if (!led?.ok) return null;
    // A name that was kept through several changes is that of a unit of each time.
    return this.#chosen(new Set(led.units.flatMap(({ id }) => this.#standing(id) ?? [])), scopes);
  }

  #chosen(found: Iterable<KnownUnit>, scopes: Scopes): FoundPlace | null {
    const units = [...found];
    const reached =
      scopes === 'everywhere'
        ? units
        : units.filter(({ path }) => scopes.some((scope) => isWithin(scope, path)));
    const [first, second] = reached.length > 0 ? reached : units;
    if (!first) return null;
    if (!second) return { ok: true, unit: first };
    return { ok: false, reason: 'several', trails: units.slice(0, 3).map(({ path }) => this.trail(path)) };
  }

  #unknown(steps: readonly string[]): FoundPlace {
    const led = this.#units.lead(steps, 'named');
    return { ok: false, reason: 'unknown', step: led.ok ? (steps[0] ?? '') : led.step };
  }

  /** The unit of an id; of one of before, what goes on with it. */
  #standing(id: string): KnownUnit | undefined {
    return this.#units.ofId(this.#heirs.get(id) ?? id);
  }

  /** `东园社区 › 5 栋`: where a unit lies, from the community on. */
  trail(path: string): string {
    const units = pathsAbove(path).flatMap((above) => this.#units.at(above) ?? []);
    const from = Math.max(
      0,
      units.findIndex(({ kind }) => kind === 'community'),
    );
    return units
      .slice(from)
      .map(({ name }) => name)
      .join(' › ');
  }

  /** Whether a unit, or what goes on with it, lies at or below a path. */
  isBelow(unitId: string, path: string): boolean {
    return this.#standing(unitId)?.path.startsWith(path) ?? false;
  }

  /** The community that a unit lies in; above every community, the unit itself. */
  community(unit: KnownUnit): KnownUnit {
    const above = pathsAbove(unit.path).flatMap((path) => this.#units.at(path) ?? []);
    return above.find(({ kind }) => kind === 'community') ?? unit;
  }

  /** The community in which somebody at a unit is a neighbour: of a party organisation that of the place it belongs to. */
  home(unit: KnownUnit): KnownUnit {
    const known = this.#homes.get(unit.id);
    if (known) return known;
    const home = this.community(this.#units.placeOf(unit) ?? unit);
    this.#homes.set(unit.id, home);
    return home;
  }

  /** The same of an id, for one of before that of what goes on with it; null where nothing does. */
  homeOf(unitId: string): KnownUnit | null {
    const unit = this.#standing(unitId);
    return unit ? this.home(unit) : null;
  }

  /** The paths below which everybody of a community holds, or held, their posts, its party organisations and units of before among them; none above communities. */
  pathsOf(home: KnownUnit): string[] {
    if (home.kind !== 'community') return [];
    this.#paths ??= this.#pathsByHome();
    return highest([home.path, ...(this.#paths.get(home.id) ?? [])]);
  }

  #pathsByHome(): Map<string, string[]> {
    const paths = new Map<string, string[]>();
    for (const unit of this.#units.all)
      if (unit.territoryId !== null) push(paths, this.home(unit).id, unit.path);
    for (const { id, path } of this.#former) push(paths, this.homeOf(id)?.id ?? '', path);
    return paths;
  }
}

/** The longest of some steps, as much of it as is shown. */
function longest(steps: readonly string[]): string {
  const [first = ''] = [...steps].sort((one, other) => other.length - one.length);
  return first.length > MOST_SHOWN ? `${first.slice(0, MOST_SHOWN)}…` : first;
}

/** Of paths those that lie below no other of them. */
function highest(paths: readonly string[]): string[] {
  const kept: string[] = [];
  for (const path of [...paths].sort()) if (!path.startsWith(kept.at(-1) ?? ' ')) kept.push(path);
  return kept;
}
