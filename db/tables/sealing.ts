export interface SealingIndexRow {
  id: string;
  fingerprint: string;
}

export interface SealingTables {
  sealing_index: SealingIndexRow;
}
