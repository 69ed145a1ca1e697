/** What makes a place easy to enter, in words. Source: domain.md §6.3 (ramp, lift, accessible toilet). */
export interface Access {
  ramp: boolean;
  lift: boolean;
  toilet: boolean;
}

export const accessNames: Record<keyof Access, string> = {
  ramp: '坡道',
  lift: '电梯',
  toilet: '无障碍卫生间',
};
const features = ['ramp', 'lift', 'toilet'] as const;

/** `有坡道、无障碍卫生间，没有电梯`: who needs one must not find out at the door. */
export function accessWords(access: Access): string {
  const named = (present: boolean) =>
    features.filter((feature) => access[feature] === present).map((feature) => accessNames[feature]);
  const [has, lacks] = [named(true), named(false)];
  return [has.length > 0 ? `有${has.join('、')}` : '', lacks.length > 0 ? `没有${lacks.join('、')}` : '']
    .filter(Boolean)
    .join('，');
}
