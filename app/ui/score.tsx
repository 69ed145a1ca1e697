/** Below this many answers nothing is shown, on any slice. */
export const scoreMinimum = 5;

export type ScoreProps = {
  /** Out of 100; null or absent while too few have answered. */
  value?: number | null;
  count: number;
  /** In words: 11月22日. */
  updatedAt?: string;
};

/** 92 分 · 37 人评 · 更新于 11月22日 */
export function Score({ value, count, updatedAt }: ScoreProps) {
  if (value == null || count < scoreMinimum) {
    return <p className="score score-hidden">评价不足 {scoreMinimum} 份，暂不显示</p>;
  }
  return (
    <p className="score">
      <strong>{value}</strong> 分 · {count} 人评
      {updatedAt ? <span className="score-when"> · 更新于 {updatedAt}</span> : null}
    </p>
  );
}
