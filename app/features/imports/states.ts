/**
 * What an import comes through: its rows are kept and its columns chosen (`matching`); each row is judged (`judging`, `judged`); what was confirmed is
 * done part by part (`confirming`, `done`).
 */
export const importStates = ['matching', 'judging', 'judged', 'confirming', 'done'] as const;
export type ImportState = (typeof importStates)[number];

export interface KeptSheet {
  name: string;
  rows: number;
}

/** Of one page of an import. */
export const ROWS_SHOWN = 50;
export const GROUPS_SHOWN = 30;
