import type { FrozenYear } from '#app/features/closing/frozen-years.server.ts';
import { ownDraft } from '#app/features/closing/own-year.server.ts';
import { confirmationOfReckoned, type Reckoned, shownHash } from '#app/features/closing/reckoning.server.ts';
import { answerWords } from '#app/features/closing/sheet-words.rules.ts';
import {
  changesSince,
  currentStatements,
  type FrozenStatement,
  frozenStatement,
  sheetLines,
} from '#app/features/closing/statements.server.ts';
import type { Db } from '#db/database.ts';
import type { Moment } from './moment.rules.ts';
import type { SheetView } from './sheet-view.ts';
import { type PersonRecord, postsOn } from './statement.server.ts';

/** A closed year as it is shown: the statement that holds or an older one, and every revision that there is. */
export interface ClosedView {
  statement: SheetView;
  revisions: FrozenStatement['revisions'];
}

/** Somebody's frozen statement of a year; null while the year is open. Two statements. */
export async function closedStatement(
  db: Db,
  wanted: { personId: string; year: number; revision?: number | null },
): Promise<ClosedView | null> {
  return (await closedYear(db, wanted))?.view ?? null;
}

/** The same with what holds of the year, for whoever reckons on with it: null where the statement was withdrawn. Two statements. */
export async function closedYear(
  db: Db,
  wanted: { personId: string; year: number; revision?: number | null },
): Promise<{ view: ClosedView; holds: FrozenYear | null } | null> {
  const found = await frozenStatement(db, wanted);
  if (!found) return null;
  const { inputs, sheet, head, revisions } = found;
  const late = await changesSince(db, inputs);
  const statement = { ...viewOf({ inputs, sheet }), frozen: saidOf(head, { inputs }), late };
  return { view: { statement, revisions }, holds: head.withdrawn ? null : { inputs, sheet } };
}

/** A frozen sheet beside what somebody was on another day of the year: the result stays the year's, the posts are of that day. */
export function onAnotherDay(sheet: SheetView, record: PersonRecord, { onDay, lastDay }: Moment): SheetView {
  if (onDay === lastDay) return sheet;
  const posts = postsOn(record, onDay);
  return {
    ...sheet,
    onDay,
    posts: posts.map(({ position, unitName, validFrom }) => ({ position, unitName, validFrom })),
  };
}

/** The frozen sheets of some people, by person; none of an open year. What came later stands on the page of each. Two statements. */
export async function closedStatements(
  db: Db,
  wanted: { personIds: readonly string[]; year: number },
): Promise<Map<string, SheetView>> {
  const found = await currentStatements(db, wanted);
  return new Map(
    [...found].map(([id, { head, ...rest }]) => [
      id,
      { ...viewOf(rest), frozen: saidOf(head, rest), late: [] },
    ]),
  );
}

/** What somebody has before them while the year is being closed, with what they said of it. */
export interface DraftView {
  statement: SheetView;
  seen: string;
  answer: Reckoned['inputs']['answer'];
  /** Whether the last confirmation was of this very sheet. */
  isConfirmed: boolean;
  confirmUntil: string;
  /** Whether anything is asked of this person. */
  isAsked: boolean;
  isOpen: boolean;
}

/** Somebody's draft of a year that is being closed; null while it is open. */
export async function draftStatement(
  db: Db,
  wanted: { personId: string; year: number; now: Date },
): Promise<DraftView | null> {
  const own = await ownDraft(db, wanted);
  if (!own) return null;
  const { draft, confirmUntil, isAsked, isOpen } = own;
  const { answer } = draft.inputs;
  const seen = shownHash(draft);
  return {
    statement: { ...viewOf(draft), frozen: null, late: [] },
    ...{ seen, answer, confirmUntil, isAsked, isOpen },
    isConfirmed: confirmationOfReckoned(draft) === 'confirmed',
  };
}

function saidOf(head: FrozenStatement['head'], { inputs }: Pick<FrozenStatement, 'inputs'>) {
  return { ...head, said: answerWords(inputs.answer) };
}

function viewOf({
  inputs,
  sheet,
}: Pick<FrozenStatement, 'inputs' | 'sheet'>): Omit<SheetView, 'frozen' | 'late'> {
  return {
    personId: inputs.person.id,
    name: inputs.person.name,
    year: inputs.year,
    ...{ today: inputs.lastDay, onDay: inputs.lastDay },
    standing: { schemesVersion: sheet.schemesVersion, status: sheet.status, standings: sheet.standings },
    posts: sheet.posts,
    entries: sheetLines(inputs),
    appraisals: inputs.appraisals.map(([courseTitle, levelName]) => ({ courseTitle, levelName })),
    courseTitles: inputs.titles,
  };
}
