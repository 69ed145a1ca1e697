/** What is signed, as the JSON of a list, so that any language repeats it. */

export interface ArchiveFacts {
  firstBlock: number;
  lastBlock: number;
  entries: number;
  sha256: string;
  previousHash: string;
  lastHash: string;
}

export const archiveText = (facts: ArchiveFacts): string =>
  JSON.stringify([
    'academy-journal-archive-1',
    ...[facts.firstBlock, facts.lastBlock, facts.entries],
    ...[facts.sha256, facts.previousHash, facts.lastHash],
  ]);

export interface CheckpointFacts {
  blockNumber: number;
  hash: string;
  /** How many lines lie in the chain up to the block. */
  total: number;
  at: string;
}

export const checkpointText = ({ blockNumber, hash, total, at }: CheckpointFacts): string =>
  JSON.stringify(['academy-journal-checkpoint-1', blockNumber, hash, total, at]);
