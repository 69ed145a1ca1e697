/** Usernames are compared in lower case, without the blanks that phones add. */
export function normalUsername(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase();
}

/** Two to 64 small letters, figures, dots, hyphens and underscores, beginning with a letter or a figure. */
export function isUsername(username: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{1,63}$/.test(username);
}
