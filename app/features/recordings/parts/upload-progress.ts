const KIB = 1024;
const MIB = KIB * 1024;
const GIB = MIB * 1024;
const MINUTE = 60;

/** `1.5 GB`, `340 MB`, `20 KB`. */
export function sizeWords(bytes: number): string {
  if (bytes >= GIB) return `${(bytes / GIB).toFixed(1)} GB`;
  if (bytes >= MIB) return `${Math.round(bytes / MIB)} MB`;
  return `${Math.max(1, Math.round(bytes / KIB))} KB`;
}

/** Whole percents; 100 only when nothing is missing. */
export function percentOf(sent: number, total: number): number {
  return total > 0 ? Math.floor((sent / total) * 100) : 0;
}

/** How long the rest takes at this pace, roughly; null while the pace is not known. */
export function restWords(restBytes: number, bytesPerSecond: number | null): string | null {
  if (!bytesPerSecond) return null;
  const minutes = restBytes / bytesPerSecond / MINUTE;
  if (minutes < 1) return '不到 1 分钟';
  if (minutes < MINUTE) return `大约 ${Math.round(minutes)} 分钟`;
  return `大约 ${Math.round(minutes / MINUTE)} 小时`;
}
