export interface SheetFacts {
  /** The meeting has begun. */
  hasBegun: boolean;
  /** Its list has been taken. */
  isListed: boolean;
  /** How many of the class have a mark. */
  marked: number;
  /** How many of these came with them from another class. */
  carried: number;
  size: number;
}

/** How the list of a meeting stands, for whoever takes it: marks that came with a merge are no list yet. */
export function sheetWords({ hasBegun, isListed, marked, carried, size }: SheetFacts): string {
  if (isListed) return `已点 ${marked} 人，共 ${size} 人。`;
  const kept = carried > 0 ? `有 ${carried} 人的从原来的班带过来，照原样填着；` : '';
  return hasBegun
    ? `还没有点名。${kept}${kept ? '别的人' : '下面'}先按全部出勤填好，改不到的人就行。`
    : `这次课还没有上，上课的时候再点名。${kept}${kept ? '别的人' : '下面'}先按全部出勤填好。`;
}
