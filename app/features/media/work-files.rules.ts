/** Files that somebody hands in with their work, wherever it is handed in. */

/** Of one piece of work. */
export const MOST_FILES = 5;

/** `1.2 MB`, `340 KB`. */
export function sizeWords(bytes: number): string {
  const KB = 1024;
  return bytes < KB * KB ? `${Math.max(1, Math.round(bytes / KB))} KB` : `${(bytes / KB / KB).toFixed(1)} MB`;
}

export const workFileHint = `照片、PDF、Word、PPT、Excel 或纯文字，每个最大 20 MB，最多 ${MOST_FILES} 个。`;
