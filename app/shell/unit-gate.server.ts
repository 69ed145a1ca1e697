import { requireRole } from '#app/features/identity/gate.server.ts';
import { scopesOf } from '#app/features/identity/grants.rules.ts';
import type { Unit } from '#app/features/organisation/kinds.ts';
import { isWithin } from '#app/features/organisation/scope.ts';
import { findUnit } from '#app/features/organisation/units.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import type { Role } from '#app/lib/vocabulary.ts';

/** The unit that a page is about, for whoever holds one of the roles over it; an unknown one and one out of scope are the same 404. */
export async function unitInScope(
  request: Request,
  context: RequestContext,
  { unitId = '', roles }: { unitId: string | undefined; roles: readonly Role[] },
): Promise<{ actor: Actor; unit: Unit; scopes: 'everywhere' | readonly string[] }> {
  const actor = await requireRole(request, context, ...roles);
  const scopes = scopesOf(actor, ...roles);
  const unit = isId(unitId) ? await findUnit(context.db, unitId) : null;
  const lies = (path: string) => scopes === 'everywhere' || scopes.some((scope) => isWithin(scope, path));
  if (!unit || !lies(unit.path))
    throw failure(request, 404, { message: '没有找到这个组织，或者不在管理范围里。' });
  return { actor, unit, scopes };
}
