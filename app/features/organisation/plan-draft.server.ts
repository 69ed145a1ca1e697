import { newId } from '#app/lib/id.ts';
import type { ChangeKind } from './change-kinds.ts';
import type { Begun, Plan } from './change-plan.ts';
import { type Ground, lastPathBelow } from './ground.server.ts';
import type { Unit } from './kinds.ts';
import { nextPath } from './segments.rules.ts';

/** A plan as it is put together. */
export class PlanDraft {
  readonly #ends: Unit[] = [];
  readonly #begins: Begun[] = [];
  readonly #steps: Plan['steps'] = [];
  readonly #reaches: Plan['reaches'] = [];
  /** The last path given below a unit, or at the top. */
  readonly #last = new Map<string, string | null>();

  constructor(
    private readonly ground: Ground,
    private readonly kind: ChangeKind,
    private readonly subject: Unit,
  ) {}

  /** A new unit like another, below `parent`, with a name of its own. */
  async begin(like: Unit, parent: Pick<Unit, 'id' | 'path'> | null, name: string): Promise<Begun> {
    const { kind, xiaoquType, territoryId } = like;
    const path = await this.#pathBelow(parent);
    const unit = { id: newId(), parentId: parent?.id ?? null, kind, name, path, xiaoquType, territoryId };
    this.#begins.push(unit);
    this.#last.set(unit.id, null);
    return unit;
  }

  /** A unit with everything below it (`branch`, itself first) ends and goes on below `parent`. */
  async copy(branch: readonly Unit[], parent: Pick<Unit, 'id' | 'path'> | null, name: string): Promise<void> {
    const [top, ...below] = branch;
    if (!top) return;
    const begun = await this.begin(top, parent, name);
    this.#follow(top, begun);
    // Where it lay within, it lies within again.
    const ids = new Map([[top.id, begun.id]]);
    for (const old of below) {
      const { kind, xiaoquType, territoryId } = old;
      const [parentId, path] = [
        ids.get(old.parentId ?? '') ?? begun.id,
        begun.path + old.path.slice(top.path.length),
      ];
      const copied = { id: newId(), parentId, kind, name: old.name, path, xiaoquType, territoryId };
      ids.set(old.id, copied.id);
      this.#begins.push(copied);
      this.#follow(old, copied);
    }
  }

  #follow(old: Unit, begun: Begun): void {
    this.dissolve(old, [{ into: begun.id, takes: true }]);
    this.reach(begun.id, old);
  }

  /** A unit ends, and what was of it goes on in others, or nowhere. */
  dissolve(old: Unit, heirs: readonly { into: string; takes: boolean }[]): void {
    this.#ends.push(old);
    for (const { into, takes } of heirs) this.#steps.push({ oldId: old.id, newId: into, takes });
  }

  /** A right over `unitId` reaches back to where `old` lay. */
  reach(unitId: string, old: Unit, { alone = false } = {}): void {
    this.#reaches.push({ unitId, oldId: old.id, path: old.path, alone });
  }

  async #pathBelow(parent: Pick<Unit, 'id' | 'path'> | null): Promise<string> {
    const key = parent?.id ?? '';
    const { tree } = this.subject;
    if (!this.#last.has(key))
      this.#last.set(key, await lastPathBelow(this.ground.db, { tree, id: parent?.id ?? null }));
    const path = nextPath(tree, parent?.path ?? null, this.#last.get(key) ?? null);
    this.#last.set(key, path);
    return path;
  }

  plan({ into = null, under = null }: Partial<Pick<Plan, 'into' | 'under'>>): Plan {
    const { kind, subject } = this;
    const [ends, begins, steps, reaches] = [this.#ends, this.#begins, this.#steps, this.#reaches];
    ends.sort((a, b) => (a.path < b.path ? -1 : 1));
    return {
      kind,
      subject,
      tree: subject.tree,
      day: this.ground.day,
      ends,
      begins,
      steps,
      reaches,
      into,
      under,
    };
  }
}
