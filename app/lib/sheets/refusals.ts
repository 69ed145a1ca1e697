/** Why a file that somebody brought is not read as a table. */
export type SheetRefusal =
  | 'empty'
  | 'too-large'
  | 'not-a-sheet'
  | 'old-or-locked'
  | 'unpacks-too-large'
  | 'external-links'
  | 'macros'
  | 'entities'
  | 'too-many-rows'
  | 'too-many-merges'
  | 'too-much-text';

/** Thrown while a file is read; whoever reads it answers with the reason. */
export class Unreadable extends Error {
  constructor(readonly reason: SheetRefusal) {
    super(reason);
  }
}
