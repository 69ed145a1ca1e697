import { isTest, type Source } from './sources.ts';

const table =
  '(credit_entry|chain_block|chain_leaf|journal_(entry|block|leaf|erasure|archive|archive_block|archive_end))';
const changing = [
  new RegExp(`\\b(updateTable|deleteFrom|replaceInto|mergeInto)\\(\\s*['"\`]${table}\\b`),
  new RegExp(`\\b(update|delete\\s+from|replace\\s+into|truncate(\\s+table)?)\\s+["\`]?${table}\\b`, 'i'),
  new RegExp(`\\bdrop\\(\\s*['"\`]${table}\\b`),
];
const appending = /\binsertInto\(\s*['"`]credit_entry\b/;
/** The append functions: both say that what they wrote waits to be sealed. */
const mayAppend = new Set([
  'app/features/credits/ledger.server.ts',
  'app/features/credits/many-entries.server.ts',
]);

/** The one place that removes what lies in a file, the one that erases words about people, and the shape that came before the triggers. */
const mayChange: Record<string, RegExp> = {
  'app/features/journal/archiving.server.ts': /deleteFrom\('journal_entry'/,
  'app/features/journal/erasing.server.ts': /updateTable\('journal_entry'/,
  'app/features/chain/streams.server.ts': /deleteFrom\('journal_leaf'/,
  'db/migrations/0054_audit.ts': /update journal_entry set concerns_id/,
};

/** Promise 2: what stands in the ledger and in the journal stays as it is, and so does what seals it. Nothing in the product changes or removes a row. */
export function appendOnlyLedger(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    if (!/^(app|db)\//.test(path) || isTest(path)) return [];
    const broken = text
      .split('\n')
      .findIndex((line) => changing.some((pattern) => pattern.test(line)) && !mayChange[path]?.test(line));
    if (broken >= 0) return [`${path}:${broken + 1}: changes the ledger or the journal`];
    return appending.test(text) && !mayAppend.has(path) ? [`${path}: appends to the ledger by itself`] : [];
  });
}
