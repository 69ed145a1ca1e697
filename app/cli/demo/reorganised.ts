import { changeUnits } from '#app/features/restructuring/changing.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { addDays } from './calendar.ts';
import type { Street } from './organisation.ts';
import { known, type Loading } from './world.ts';

/** How long ago, in days. */
const AGO = 40;

/** One 小区 went from one community to its neighbour some weeks ago, with its people; last year it lies where it lay. */
export async function moveOneYard(
  { trx, today, now }: Loading,
  { street, registrar }: { street: Street; registrar: Actor },
): Promise<void> {
  const [from, to] = street.communities.slice(-2);
  const yard = street.of(from ?? '', 'xiaoqu').at(-1);
  const { id: parentId } = known(street.byName, to ?? '', 'community');
  if (!yard) throw new Error(`${from} has no xiaoqu.`);
  const change = { kind: 'move', unitId: yard.id, parentId } as const;
  const reason = '社区管辖范围调整（演示）';
  const outcome = await changeUnits(trx, {
    actor: registrar,
    change,
    day: addDays(today, -AGO),
    reason,
    now,
  });
  if (!outcome.ok) throw new Error(`${yard.name} cannot be moved: ${outcome.reason}.`);
}
