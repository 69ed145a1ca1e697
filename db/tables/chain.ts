export interface ChainWaitingRow {
  entry_id: string;
}

export interface ChainBlockRow {
  number: number;
  previous_hash: string;
  sealed_at: string;
  entries: number;
  total: number;
  root: string;
  hash: string;
}

export interface ChainLeafRow {
  entry_id: string;
  block_number: number;
  position: number;
  salt: string;
  leaf: string;
}

export interface ChainTables {
  chain_waiting: ChainWaitingRow;
  chain_block: ChainBlockRow;
  chain_leaf: ChainLeafRow;
  journal_block: ChainBlockRow;
  journal_leaf: ChainLeafRow;
}
