/**
 * The box of suggestions and complaints (意见箱). Source: 国办函〔2026〕12号, an application must have a channel for complaints and suggestions, also
 * about forms that are asked twice and other burdens; the reply standard is the academy's own (content/policies/suggestions.json).
 */
import type { StatusTone } from '#app/ui/status.tsx';

export const kindCodes = ['suggestion', 'complaint', 'burden', 'technical', 'other'] as const;
export type SuggestionKind = (typeof kindCodes)[number];

export const kindNames: Record<SuggestionKind, string> = {
  suggestion: '建议',
  complaint: '投诉',
  burden: '反映形式主义、负担',
  technical: '技术问题',
  other: '其他',
};

/** Who answers. */
export const deskCodes = ['registrar', 'academy-admin'] as const;
export type DeskCode = (typeof deskCodes)[number];

export const deskNames: Record<DeskCode, string> = { registrar: '教务', 'academy-admin': '学院管理员' };

export const suggestionStates = ['received', 'accepted', 'answered', 'closed'] as const;
export type SuggestionState = (typeof suggestionStates)[number];

export const stateNames: Record<SuggestionState, string> = {
  received: '已收到',
  accepted: '已受理',
  answered: '已答复',
  closed: '办结',
};

export const stateTones: Record<SuggestionState, StatusTone> = {
  received: 'attention',
  accepted: 'progress',
  answered: 'done',
  closed: 'closed',
};

export const stepKinds = [
  ...['received', 'accepted', 'forwarded', 'answered', 'reminded'],
  ...['satisfied', 'again', 'dissatisfied', 'silent'],
] as const;
export type StepKind =
  | ('received' | 'accepted' | 'forwarded' | 'answered' | 'reminded')
  | ('satisfied' | 'again' | 'dissatisfied' | 'silent');

interface Standing {
  state: SuggestionState;
  saidAgain: boolean;
}

/** From which states each step leads where; a reminder leaves the state as it is, and nothing follows what is closed. */
const ways: Record<
  Exclude<StepKind, 'received'>,
  { from: readonly SuggestionState[]; to: SuggestionState | null }
> = {
  accepted: { from: ['received'], to: 'accepted' },
  forwarded: { from: ['received', 'accepted'], to: 'received' },
  answered: { from: ['accepted'], to: 'answered' },
  reminded: { from: ['received', 'accepted'], to: null },
  satisfied: { from: ['answered'], to: 'closed' },
  again: { from: ['answered'], to: 'accepted' },
  dissatisfied: { from: ['answered'], to: 'closed' },
  silent: { from: ['answered'], to: 'closed' },
};

/** Where a step leads, or null where it cannot be taken: only once is something said again. */
export function stateAfter({ state, saidAgain }: Standing, kind: StepKind): SuggestionState | null {
  if (kind === 'received') return null;
  const { from, to } = ways[kind];
  if (!from.includes(state) || (kind === 'again' && saidAgain)) return null;
  return to ?? state;
}

/** The state in which a chain of steps, oldest first, ends; null where one of them could not be taken. */
export function stateOfSteps(kinds: readonly StepKind[]): SuggestionState | null {
  const [first, ...rest] = kinds;
  if (first !== 'received') return null;
  let standing: Standing = { state: 'received', saidAgain: false };
  for (const kind of rest) {
    const state = stateAfter(standing, kind);
    if (!state) return null;
    standing = { state, saidAgain: standing.saidAgain || kind === 'again' };
  }
  return standing.state;
}

/** Letters and blanks of what people typed of a name, so that “邻 小务” is 邻小务. Kept in `suggestion.about`. */
export function plainAbout(typed: string): string {
  return [...typed.normalize('NFKC').replace(/\s+/gu, '')].slice(0, 60).join('');
}

/** A name of one character is in too many words to mean anybody. */
export const LEAST_OF_NAME = 2;

/** Whether somebody of this name is who a suggestion is about: named in the field, or, of a complaint, anywhere in its words. */
export function isAbout(
  { kind, about, words }: { kind: string; about: string; words: string },
  name: string,
): boolean {
  if ([...name].length < LEAST_OF_NAME) return false;
  return about.includes(plainAbout(name)) || (kind === 'complaint' && words.includes(name));
}
