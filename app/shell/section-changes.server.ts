import { personCalled } from '#app/features/identity/named-person.server.ts';
import { tellSection } from '#app/features/selection/section-notices.server.ts';
import type { FormProblem } from '#app/features/timetable/clash-words.rules.ts';
import { eligibilityAsked, headTeacherProblem } from '#app/features/timetable/form-words.rules.ts';
import { communitiesNamed } from '#app/features/timetable/planning.server.ts';
import type { SectionDetailsForm } from '#app/features/timetable/section-details.schema.ts';
import { changeDetails, type DetailsOutcome } from '#app/features/timetable/section-details.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';

export type SectionChanged =
  | { ok: true; told: number }
  | { ok: false; reason: 'not-found' | 'closed' | 'opened' }
  | { ok: false; reason: 'problems'; problems: FormProblem[] };

interface Changing {
  actor: Actor;
  sectionId: string;
  form: SectionDetailsForm;
  now: Date;
}

/** Changes the details of a section from the registrar's form; everybody in it is told when the teacher is another one. */
export async function changeSection(
  db: Db,
  { actor, sectionId, form, now }: Changing,
): Promise<SectionChanged> {
  return inTransaction(db, async (trx) => {
    const headTeacher = await personCalled(trx, form.headTeacher);
    const unknown = headTeacherProblem(headTeacher, form.headTeacher);
    if (unknown.length > 0) return { ok: false, reason: 'problems', problems: unknown };
    const outcome = await changeDetails(trx, {
      actor,
      sectionId,
      details: {
        title: form.title,
        teacherId: form.teacher || null,
        headTeacherId: headTeacher.kind === 'one' ? headTeacher.person.id : null,
        minSize: form.minSize,
        note: form.note,
        whoMayTake: form.audienceAsked
          ? {
              audience: form.audience,
              eligibility: eligibilityAsked(await communitiesNamed(trx, form.communities), form.ageFrom),
            }
          : null,
      },
      now,
    });
    if (!outcome.ok) return outcome;
    return { ok: true, told: await tellOfTeacher(trx, { sectionId, title: form.title, outcome, now }) };
  });
}

async function tellOfTeacher(
  trx: Trx,
  {
    sectionId,
    title,
    outcome: { teacher },
    now,
  }: { sectionId: string; title: string; outcome: Extract<DetailsOutcome, { ok: true }>; now: Date },
): Promise<number> {
  if (!teacher) return 0;
  const body = teacher.after
    ? `这个班改由${teacher.after}老师上${teacher.before ? `，原来是${teacher.before}老师` : ''}。时间和地点不变。`
    : `${teacher.before ?? '原来的'}老师不上这个班了，新老师定下来再通知你。时间和地点不变。`;
  return tellSection(trx, { sectionId, kind: 'teacher-changed', title: `《${title}》换老师了`, body, now });
}
