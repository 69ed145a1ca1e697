import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { z } from 'zod';
import { markedStates } from '#app/features/attendance/attendance.rules.ts';
import { type Mark, markAttendance } from '#app/features/attendance/marks.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { sectionInHand } from '#app/features/timetable/teaching.server.ts';
import { failure, readForm } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';

/** Nothing stands at this address to be read. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/teach/sections/${encodeURIComponent(params.sectionId ?? '')}?tab=attendance`);
}

const stateField = z.enum(markedStates);

/** The teacher's list of one meeting; `meeting` and then one field a person, named by their id. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const sectionId = params.sectionId ?? '';
  const section = await sectionInHand(context.db, { actor, sectionId });
  if (!section) throw failure(request, 404, { message: '没有找到这个班，或者这个班由别的老师带。' });
  const form = await readForm(request);
  const meetingId = String(form.get('meeting') ?? '');
  const marks: Mark[] = [];
  for (const [personId, value] of form) {
    if (!isId(personId)) continue;
    const state = stateField.safeParse(value);
    if (!state.success)
      throw failure(request, 400, { message: '有一行考勤没有读懂。请返回上一页，重新选好再保存。' });
    marks.push({ personId, state: state.data });
  }
  const outcome = await markAttendance(context.db, {
    actor,
    sectionId,
    meetingId,
    marks,
    now: context.now(),
  });
  if (!outcome) throw failure(request, 404, { message: '没有找到这一次课。' });
  return redirect(`/teach/sections/${sectionId}?tab=attendance&meeting=${meetingId}&saved`, 303);
}

export default function Marks() {
  return null;
}
