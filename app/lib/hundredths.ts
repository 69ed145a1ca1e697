/** 学分 as people read it: at most two decimals, never trailing zeros. `650` → `6.5`. */
export function formatHundredths(hundredths: number): string {
  const sign = hundredths < 0 ? '−' : '';
  const whole = Math.abs(hundredths);
  return `${sign}${(whole / 100).toFixed(2).replace(/\.?0+$/, '')}`;
}

/** Credits as written by people (`6.5`) to whole hundredths; rounds half up. */
export function toHundredths(credits: number): number {
  return Math.round(credits * 100);
}
