import type { Tree, UnitKind } from '#app/features/organisation/kinds.ts';
import { isWithin, pathsAbove } from '#app/features/organisation/scope.ts';
import type { Db } from '#db/database.ts';
import { placeKey, shortKey } from './place-words.rules.ts';

export interface KnownUnit {
  id: string;
  tree: Tree;
  kind: UnitKind;
  name: string;
  path: string;
  parentId: string | null;
  validFrom: string;
}

export type FoundPlace =
  | { ok: true; unit: KnownUnit }
  /** `step` is the first name that leads nowhere. */
  | { ok: false; reason: 'unknown'; step: string }
  | { ok: false; reason: 'several'; trails: string[] };

const MOST_UNITS = 60_000;

/** Every unit that stands on a day, by its names: thousands of rows name places, and few of them differ. One statement. */
export async function unitDirectory(db: Db, onDay: string): Promise<UnitDirectory> {
  const rows = await db
    .selectFrom('org_unit')
    .select(['id', 'tree', 'kind', 'name', 'path', 'parent_id', 'valid_from'])
    .where('valid_from', '<=', onDay)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', onDay)]))
    .orderBy('path')
    .limit(MOST_UNITS)
    .execute();
  return new UnitDirectory(
    rows.map((row) => ({
      ...{ id: row.id, name: row.name, path: row.path, parentId: row.parent_id, validFrom: row.valid_from },
      ...{ tree: row.tree as Tree, kind: row.kind as UnitKind },
    })),
  );
}

export class UnitDirectory {
  readonly #byPath = new Map<string, KnownUnit>();
  readonly #byKey = new Map<string, KnownUnit[]>();
  readonly #byId = new Map<string, KnownUnit>();
  readonly #kept = new Map<string, FoundPlace>();

  constructor(units: readonly KnownUnit[]) {
    for (const unit of units) {
      this.#byPath.set(unit.path, unit);
      this.#byId.set(unit.id, unit);
      for (const key of new Set([placeKey(unit.name), shortKey(unit.name)]))
        this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), unit]);
    }
  }

  /** The unit that these steps lead to, from any place above: `东园社区`, `5栋`. Of several, those within `scopes`. */
  find(steps: readonly string[], scopes: 'everywhere' | readonly string[]): FoundPlace {
    const key = steps.join('\n');
    const known = this.#kept.get(key);
    if (known) return known;
    const found = this.#look(steps, scopes);
    this.#kept.set(key, found);
    return found;
  }

  #look(steps: readonly string[], scopes: 'everywhere' | readonly string[]): FoundPlace {
    let units: KnownUnit[] = [];
    for (const [index, step] of steps.entries()) {
      const named = this.#named(step);
      const below = index === 0 ? named : named.filter((unit) => units.some((above) => lies(unit, above)));
      if (below.length === 0) return { ok: false, reason: 'unknown', step };
      units = below;
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

  /** Whole names before short ones. */
  #named(step: string): KnownUnit[] {
    const units = this.#byKey.get(placeKey(step)) ?? this.#byKey.get(shortKey(step)) ?? [];
    const whole = units.filter(({ name }) => placeKey(name) === placeKey(step));
    return whole.length > 0 ? whole : units;
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

  at(path: string): KnownUnit | null {
    return this.#byPath.get(path) ?? null;
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
}

const lies = (unit: KnownUnit, above: KnownUnit) =>
  unit.path !== above.path && unit.path.startsWith(above.path);
