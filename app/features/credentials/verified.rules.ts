/** What the public page tells of a document. Nothing that says more of a person than the paper in the asker's hand. */
export interface Verified {
  /** 结业证书, 年度学分情况表. */
  kind: string;
  state: 'valid' | 'revoked' | 'replaced';
  number: string;
  /** Calendar day. */
  issuedOn: string;
  /** Since when it is valid no more; calendar day. */
  endedOn?: string;
  /** The number of the document that stands for it now. */
  replacedBy?: string;
  /** What of the paper the academy says differently by now, without saying what: whoever needs it asks. */
  doubt?: string;
  /** What must be the same on the paper; names masked. */
  facts: readonly (readonly [label: string, value: string])[];
}

/** 欧阳修 → 欧**: enough to compare with paper, too little to learn a name. */
export function maskedName(name: string): string {
  const [first = '', ...rest] = [...name.trim()];
  return first + '*'.repeat(Math.min(2, Math.max(1, rest.length)));
}
