import type { OwnObjection } from '#app/features/closing/answers.server.ts';
import type { FrozenYear } from '#app/features/closing/frozen-years.server.ts';
import { ownDraft } from '#app/features/closing/own-year.server.ts';
import { schemesPinned } from '#app/features/closing/pinning.server.ts';
import { confirmationOfReckoned, type Reckoned, shownHash } from '#app/features/closing/reckoning.server.ts';
import { answerWords } from '#app/features/closing/sheet-words.rules.ts';
import {
  changesSince,
  currentStatements,
  type FrozenStatement,
  frozenStatement,
  sheetLines,
} from '#app/features/closing/statements.server.ts';
import { exemptionsAt } from '#app/features/credits/exemption-approval.rules.ts';
import { exemptionApprovals } from '#app/features/credits/exemption-approvals.server.ts';
import { pendingDeclarations } from '#app/features/declarations/pending.server.ts';
import type { Db } from '#db/database.ts';
import type { Moment } from './moment.rules.ts';
import { besideFigures } from './sheet-notes.rules.ts';
import type { SheetView } from './sheet-view.ts';
import { type PersonRecord, postsOn } from './statement.server.ts';

/** A closed year as it is shown: the statement that holds or an older one, and every revision that there is. */
export interface ClosedView {
  statement: SheetView;
  revisions: FrozenStatement['revisions'];
}

/** Somebody's frozen statement of a year; null while the year is open. Two statements, and one where they are exempt. */
export async function closedStatement(
  db: Db,
  wanted: { personId: string; year: number; revision?: number | null },
): Promise<ClosedView | null> {
  return (await closedYear(db, wanted))?.view ?? null;
}

/** The same with what holds of the year, for whoever reckons on with it: null where the statement was withdrawn. As many statements. */
export async function closedYear(
  db: Db,
  wanted: { personId: string; year: number; revision?: number | null },
): Promise<{ view: ClosedView; holds: FrozenYear | null } | null> {
  const found = await frozenStatement(db, wanted);
  if (!found) return null;
  const { inputs, sheet, head, revisions } = found;
  const [late, [shown]] = await Promise.all([changesSince(db, inputs), viewsOf(db, [{ inputs, sheet }])]);
  if (!shown) throw new Error('A frozen statement makes a view.');
  const statement = { ...shown, frozen: saidOf(head, { inputs }), late };
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

/** The frozen sheets of some people, by person; none of an open year. What came later stands on the page of each. At most three statements. */
export async function closedStatements(
  db: Db,
  wanted: { personIds: readonly string[]; year: number },
): Promise<Map<string, SheetView>> {
  const found = await currentStatements(db, wanted);
  const views = await viewsOf(db, [...found.values()]);
  return new Map(
    [...found].flatMap(([personId, { head, inputs }], at) => {
      const view = views[at];
      return view ? [[personId, { ...view, frozen: saidOf(head, { inputs }), late: [] }]] : [];
    }),
  );
}

/** What is recorded now of somebody whose year was closed without a statement: nothing of it is a result. */
export function leftOut(sheet: SheetView): SheetView {
  const standing = { schemesVersion: null, status: 'no-scheme', standings: [] } as const;
  return { ...sheet, standing, leftOut: true };
}

/** What somebody has before them while the year is being closed, with what they said of it. */
export interface DraftView {
  statement: SheetView;
  seen: string;
  answer: Reckoned['inputs']['answer'];
  /** Whether the last confirmation was of this very sheet. */
  isConfirmed: boolean;
  /** What they objected to before their last answer: agreeing afterwards undoes no objection. */
  objections: OwnObjection[];
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
  const { draft, objections, confirmUntil, isAsked, isOpen, isLeftOut } = own;
  const { answer } = draft.inputs;
  const seen = shownHash(draft);
  const { firstDay: from, lastDay: to } = draft.inputs;
  const [[shown], pending] = await Promise.all([
    viewsOf(db, [draft]),
    // After the deadline nothing that is under way can be waited for.
    isOpen ? pendingDeclarations(db, { personId: wanted.personId, from, to }) : null,
  ]);
  if (!shown) throw new Error('A draft makes a view.');
  const statement = { ...shown, ...(pending ? { pending } : {}), frozen: null, late: [] };
  return {
    statement: isLeftOut ? leftOut(statement) : statement,
    objections: answer?.kind === 'objected' ? objections.slice(0, -1) : objections,
    ...{ seen, answer, confirmUntil, isAsked, isOpen },
    isConfirmed: confirmationOfReckoned(draft) === 'confirmed',
  };
}

/** People are asked before the first version is frozen, and not again: on a later one it is said what their objection was about. */
function saidOf(head: FrozenStatement['head'], { inputs }: Pick<FrozenStatement, 'inputs'>) {
  const words = answerWords(inputs.answer);
  return { ...head, said: words && head.revision > 1 ? `对第 1 版的${words}` : words };
}

/** What these sheets show, in their order, with what stands beside what is frozen. At most one statement, for the exempt; mostly none for schemes. */
async function viewsOf(
  db: Db,
  found: readonly Pick<FrozenStatement, 'inputs' | 'sheet'>[],
): Promise<Omit<SheetView, 'frozen' | 'late'>[]> {
  const exempt = found.filter(({ inputs }) => inputs.posts.some((post) => post[5].includes(inputs.year)));
  const year = exempt[0]?.inputs.year ?? 0;
  const approvals = await exemptionApprovals(db, {
    personIds: exempt.map(({ inputs }) => inputs.person.id),
    year,
  });
  const views: Omit<SheetView, 'frozen' | 'late'>[] = [];
  for (const { inputs, sheet } of found)
    views.push({
      ...viewOf({ inputs, sheet }),
      exemptions: exemptionsAt(approvals.get(inputs.person.id) ?? [], inputs.cutoff),
      beside: besideFigures(await schemesPinned(db, inputs.policies)),
    });
  return views;
}

function viewOf({
  inputs,
  sheet,
}: Pick<FrozenStatement, 'inputs' | 'sheet'>): Omit<SheetView, 'frozen' | 'late' | 'exemptions' | 'beside'> {
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
