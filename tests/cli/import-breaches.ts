const anImport = (id: string, expires: string) => `insert into import_file
  (id, kind, subject, person_id, file_name, state, sheets, sheet, heading, by_group, row_count, looked, step, made_at, expires_at)
  select '${id}', 'people', '', min(id), 'a.xlsx', 'done', '[]', 0, '{}', 'file', 1, 1, 1, '2026-01-01', '${expires}' from person`;

/** Sheets that stay for ever, and parts that were taken though they should not have been. */
export const importBreaches: readonly { tells: RegExp; sql: readonly string[] }[] = [
  { tells: /within two days after its time/, sql: [anImport('an-old-sheet', '2026-01-08')] },
  {
    tells: /with a refused row was taken/,
    sql: [
      anImport('a-sheet', '9999-01-01'),
      `insert into import_group (import_id, group_key, label, place, row_count, added, same, changed, refused, outcome, phase, looked, words)
      values ('a-sheet', '*', '整份表', 0, 2, 1, 0, 0, 1, 'taken', 'check', 0, '')`,
    ],
  },
];
