/** What somebody declared of some days and nothing has come of yet. */
export interface PendingDeclarations {
  /** Not looked at yet. */
  waiting: number;
  /** Sent back: its person must do something. */
  returned: number;
  /** Recognised, and public until it counts; also what somebody has objected to. */
  publicity: number;
}

/** What is still under way, and so not in the sums; null where nothing is. */
export function pendingWords({ waiting, returned, publicity }: PendingDeclarations): string | null {
  const parts = [
    publicity > 0 ? `${publicity} 份在公示` : '',
    waiting > 0 ? `${waiting} 份等审核` : '',
    returned > 0 ? `${returned} 份退回待修改` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : `还没有结果的申报：${parts.join('，')}。没有算进本表。`;
}
