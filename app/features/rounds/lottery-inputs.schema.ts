/** What a draw is made from and what is published of it. Sorted, so that the same facts are the same text and the same hash. */
import { z } from 'zod';

export const ALGORITHM = 'academy-lottery-1';

/** Letters and figures that nobody mixes up when reading or hearing them: without 0 and O, 1, I and L, and so on. */
export const TICKET_LETTERS = '23456789ACDEFGHJKMNPQRTUVWXY';
export const TICKET_LENGTH = 8;
export const ticketForm = new RegExp(`^[${TICKET_LETTERS}]{${TICKET_LENGTH}}$`);

const count = z.number().int().min(0).max(1_000_000);
const code = z.string().min(1).max(64);

export const lotterySection = z.strictObject({
  code,
  course: code,
  seats: count,
  /** A guaranteed least number for each group, in the order in which they are filled. */
  reserved: z.array(z.strictObject({ group: code, seats: count })),
});
export type LotterySection = z.infer<typeof lotterySection>;

export const lotteryApplicant = z.strictObject({
  ticket: z.string().regex(ticketForm),
  lots: count.min(1),
  /** How many sections they want at most. */
  places: count.min(1),
  /** Codes of sections, the first choice first. */
  choices: z.array(code),
  /** The groups with reserved seats to which they belong; only those of sections that they chose. */
  groups: z.array(code),
});
export type LotteryApplicant = z.infer<typeof lotteryApplicant>;

export const lotteryInputs = z.strictObject({
  algorithm: z.literal(ALGORITHM),
  mostPlaces: count.min(1),
  sections: z.array(lotterySection),
  /** Pairs of sections that meet at the same time. */
  clashes: z.array(z.tuple([code, code])),
  applicants: z.array(lotteryApplicant),
});
export type LotteryInputs = z.infer<typeof lotteryInputs>;

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Who got which seat, in the order of the draw. */
export const publishedLine = z.strictObject({
  place: count,
  ticket: z.string().regex(ticketForm),
  number: hash,
  /** Section and seat: `common`, or the group whose reserved seat it is. */
  admitted: z.array(z.strictObject({ section: code, seat: code })),
});
export type PublishedLine = z.infer<typeof publishedLine>;

/** The file that anybody can load after the draw. */
export const lotteryFile = z.strictObject({
  round: z.string(),
  algorithm: z.literal(ALGORITHM),
  seedHash: hash,
  seed: hash,
  inputsHash: hash,
  resultHash: hash,
  inputs: lotteryInputs,
  results: z.array(publishedLine),
});
export type LotteryFile = z.infer<typeof lotteryFile>;

/** JSON with the keys of every object sorted and no space: `jq -cjS` writes the same. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(',')}}`;
}

/** The same inputs in their one order: sections and applicants by name, pairs and groups sorted. */
export function sortedInputs(inputs: LotteryInputs): LotteryInputs {
  return {
    ...inputs,
    sections: [...inputs.sections].sort((a, b) => (a.code < b.code ? -1 : 1)),
    clashes: inputs.clashes
      .map(([a, b]): [string, string] => (a < b ? [a, b] : [b, a]))
      .sort((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1)),
    applicants: inputs.applicants
      .map((each) => ({ ...each, groups: [...each.groups].sort() }))
      .sort((a, b) => (a.ticket < b.ticket ? -1 : 1)),
  };
}
