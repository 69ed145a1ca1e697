import { createUnit } from '#app/features/organisation/new-unit.server.ts';
import { yearOf } from '#app/lib/time.ts';
import type { LoadRun } from './plan.ts';

/** Makes a street of its own with as many communities as planned; answers their ids. */
export async function loadCommunities({ db, plan, actor, now }: LoadRun): Promise<string[]> {
  if (plan.communities === 0) return [];
  const validFrom = `${yearOf(now) - 5}-01-01`;
  const unit = { actor, tree: 'territory', validFrom, now } as const;
  const street = await createUnit(db, {
    ...unit,
    parentId: null,
    kind: 'street',
    name: `测试街道 ${plan.prefix}`,
  });
  if (!street.ok) throw new Error(street.reason);
  const ids: string[] = [];
  for (let number = 1; number <= plan.communities; number++) {
    const made = await createUnit(db, {
      ...unit,
      parentId: street.id,
      kind: 'community',
      name: `测试社区 ${number}`,
    });
    if (!made.ok) throw new Error(made.reason);
    ids.push(made.id);
  }
  return ids;
}
