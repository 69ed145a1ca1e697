import { createHash } from 'node:crypto';
import type { HeldPost, LedgerLine } from '#app/features/credits/records.server.ts';
import {
  type PositionStanding,
  standingIn,
  type YearPolicies,
} from '#app/features/credits/standing.server.ts';
import { canonical } from './canonical.rules.ts';
import {
  asJson,
  type Confirmation,
  confirmationOf,
  type FrozenInputs,
  type FrozenLine,
  type FrozenPost,
  type FrozenScheme,
  type FrozenSheet,
  isOfYear,
} from './frozen.rules.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a closed year keeps of a person: both texts and their hashes. */
export interface Reckoned {
  inputs: FrozenInputs;
  sheet: FrozenSheet;
  inputsText: string;
  sheetText: string;
  inputsHash: string;
  sheetHash: string;
}

/** The sheet that follows from these inputs and nothing else, as text and with its hash. `policies` are those that the inputs name. */
export function reckon(inputs: FrozenInputs, policies: YearPolicies | null): Reckoned {
  const sheet = sheetOf(inputs, policies);
  const inputsText = canonical(asJson(inputs));
  const sheetText = canonical(asJson(sheet));
  return {
    inputs,
    sheet,
    inputsText,
    sheetText,
    inputsHash: sha256(inputsText),
    sheetHash: sha256(sheetText),
  };
}

/**
 * The hash of all that somebody has before them when they agree: the sheet, the lines of the year one by one, and the appraisals. Another line
 * in place of one, with the same sums, is something else.
 */
export function shownHash({ inputs, sheetText }: Pick<Reckoned, 'inputs' | 'sheetText'>): string {
  const lines = inputs.lines.filter((line) => isOfYear(line, inputs));
  return sha256(`${sheetText}\n${canonical(asJson({ lines, appraisals: inputs.appraisals }))}`);
}

/** How the person of these inputs stands to them and to the sheet that follows. */
export function confirmationOfReckoned(
  reckoned: Pick<Reckoned, 'inputs' | 'sheetText' | 'sheetHash'>,
): Confirmation {
  const { inputs, sheetHash } = reckoned;
  return confirmationOf(inputs.answer, { sheetHash, shown: () => shownHash(reckoned) });
}

function sheetOf(inputs: FrozenInputs, policies: YearPolicies | null): FrozenSheet {
  const { year, lastDay } = inputs;
  const standing = standingIn(year, policies, {
    posts: inputs.posts.map(heldPost),
    lines: inputs.lines.map(ledgerLine),
  });
  return {
    // Whatever the program writes by now: the same inputs give the same sheet.
    format: inputs.format,
    year,
    lastDay,
    status: standing.status,
    schemesVersion: standing.schemesVersion,
    posts: inputs.posts
      .filter(([, , , from, to]) => from <= lastDay && (to ?? lastDay) >= lastDay)
      .map(([, position, unitName, validFrom]) => ({ position, unitName, validFrom })),
    standings: standing.standings.map(schemeOf),
  };
}

/** A frozen post as standings read it: where it lay in the organisation, and since when its unit stood, decides nothing of a year, so it is not kept. */
export function heldPost([id, position, unitName, validFrom, validTo, exemptYears]: FrozenPost): HeldPost {
  const nowhere = { orgUnitId: '', unitPath: '', unitStands: { from: '', to: null } };
  return { id, position, unitName, validFrom, validTo, exemptYears, ...nowhere };
}

/** A frozen line as standings read it. By place and not by pattern: it is done millions of times. */
export function ledgerLine(frozen: FrozenLine): LedgerLine {
  return {
    id: frozen[0],
    kind: frozen[1] === 1 ? 'reversal' : 'award',
    category: frozen[2],
    amount: frozen[3],
    elective: frozen[4] === 1,
    school: frozen[5],
    line: frozen[6],
    sourceType: frozen[7],
    item: `${frozen[7]} ${frozen[8]}`,
    title: frozen[9],
    courseCode: frozen[10],
    occurredOn: frozen[11],
    postedAt: '',
    reversed: frozen[12] === 1,
    reason: frozen[13],
  };
}

function schemeOf(one: PositionStanding): FrozenScheme {
  const { position, positions, title, basis, since, days, status } = one;
  const { required, earned, counted, missing, carriedIn, madeUp, movedBack, surplus } = one;
  return {
    ...{ position, positions, title, basis, since, status },
    ...{ required, earned, counted, missing, carriedIn, madeUp, movedBack },
    days: { from: days.from, to: days.to },
    share: { whole: one.share.whole, months: one.share.months, ofMonths: one.share.ofMonths },
    surplus: { all: surplus.all, elective: surplus.elective },
    categories: one.categories.map(({ category, label, ...rest }) => ({
      ...{ category, label },
      earned: rest.earned,
      counted: rest.counted,
      cap: rest.cap,
    })),
    minimums: one.minimums.map(({ label, school, ...rest }) => ({
      ...{ label, school },
      required: rest.required,
      earned: rest.earned,
      missing: rest.missing,
    })),
    requiredCourses: one.requiredCourses.map(({ code, alternatives, done, dueThisYear }) => {
      return { code, alternatives, done, dueThisYear };
    }),
    counters: one.counters.map(({ key, label, unit, counted: units, ...rest }) => ({
      ...{ key, label, unit },
      counted: units,
      days: { from: rest.days.from, to: rest.days.to },
      levels: rest.levels.map((level) => ({
        label: level.label,
        required: level.required,
        missing: level.missing,
      })),
    })),
  };
}
