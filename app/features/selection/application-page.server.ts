import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import type { Db } from '#db/database.ts';
import type { FieldProblem } from './application.schema.ts';
import { type ApplicationDesk, applicationDesk, type OwnChoice } from './application-desk.server.ts';
import { applyRefusalWords, droppedWords, outcomeWords, preferenceName } from './application-words.rules.ts';
import type { ApplyOutcome } from './applying.server.ts';
import { refusalWords } from './refusal-words.rules.ts';

/** What the page and its JSON twin show: everything in words, nothing that a program could not read. */
export type ApplicationPage = Awaited<ReturnType<typeof applicationPage>>;

/** The desk of somebody's application as it leaves; `wanted` is a section to begin with, `asked` a round. */
export async function applicationPage(
  db: Db,
  {
    personId,
    wanted,
    asked = null,
    now,
  }: { personId: string; wanted: string | null; asked?: string | null; now: Date },
) {
  const desk = await applicationDesk(db, { personId, asked, now });
  const { round, application, lots, conflicts } = desk;
  return {
    round: round && {
      id: round.id,
      name: round.name,
      termName: round.termName,
      state: round.state,
      closesAt: round.closesAt,
      mostChoices: round.mostChoices,
      mostPlaces: round.mostPlaces,
      mostLots: round.mostLots,
    },
    lots,
    offered: offeredOf(desk),
    conflicts: [...conflicts].map(([id, others]) => ({ id, others: [...others] })),
    application: application && {
      ticket: application.ticket,
      places: application.mostPlaces,
      waitlist: application.waitlist,
      appliedAt: application.appliedAt,
      assisted: application.assisted,
    },
    choices: desk.choices.map(choiceOf),
    /** With what the form begins: what was applied for, and behind it the section that was asked for. */
    begin: beginOf(desk, wanted),
  };
}

function offeredOf({ offered }: ApplicationDesk) {
  return offered.map(({ refusal, ...section }) => ({
    id: section.id,
    code: section.code,
    courseCode: section.courseCode,
    courseTitle: section.courseTitle,
    name: sectionName(section.title),
    when: section.when,
    teacherName: section.teacherName,
    venueName: section.venueName,
    reason: refusal?.reason ?? null,
    why: refusal ? refusalWords(refusal, section.courseTitle).what : null,
  }));
}

function choiceOf({ section, dropped, result }: OwnChoice) {
  return {
    id: section.id,
    code: section.code,
    courseCode: section.courseCode,
    courseTitle: section.courseTitle,
    name: sectionName(section.title),
    when: section.when,
    dropped: dropped === null ? null : { reason: dropped, words: droppedWords(dropped) },
    result: result && { ...result, ...outcomeWords(result) },
  };
}

function beginOf({ round, choices, offered }: ApplicationDesk, wanted: string | null): string[] {
  if (round?.state !== 'applying') return [];
  const own = choices.map(({ section }) => section.id);
  const isNew = offered.some(({ id, refusal }) => id === wanted && !refusal) && !own.includes(wanted ?? '');
  return [...own, ...(isNew && wanted ? [wanted] : [])].slice(0, round.mostChoices);
}

/** What the form is told when it was refused; `fields` are the choices as they stand on it. */
export function sentPage(
  outcome: Extract<ApplyOutcome, { outcome: 'refused' }>,
  fields: readonly string[],
): (FieldProblem | { message: string })[] {
  if (outcome.reason !== 'ineligible') return [{ message: applyRefusalWords(outcome.reason) }];
  return outcome.refusals.map(({ sectionId, refusal }) => ({
    field: `choice${fields.indexOf(sectionId) + 1}`,
    message: `${preferenceName(fields.indexOf(sectionId))}：${refusalWords(refusal, '').what}`,
  }));
}
