import type { AppLoadContext } from '@remix-run/node';
import { type BankCourse, bankCourse } from '#app/features/exercises/bank.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { failure } from '#app/lib/http.server.ts';

/** Who stands before the questions of which course: its teachers, the registrar, the academy's admin. To others it is not there. */
export async function bankAt(
  request: Request,
  context: AppLoadContext,
  code = '',
): Promise<{ actor: Actor; course: BankCourse }> {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const course = await bankCourse(context.db, actor, code);
  if (!course) throw failure(request, 404, { message: '没有找到这门课，或者这门课的题库由别的老师管。' });
  return { actor, course };
}
