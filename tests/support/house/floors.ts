/** The rooms and their floors. A new room is entered here and in the README's map. */
export const floors: Record<string, number> = {
  journal: 0,
  queue: 0,
  chain: 0,
  sealing: 0,
  organisation: 1,
  media: 1,
  notices: 1,
  identity: 2,
  contacts: 2,
  messages: 2,
  credits: 3,
  teachers: 3,
  audit: 3,
  'sign-in': 3,
  accounts: 4,
  restructuring: 3,
  catalogue: 4,
  venues: 4,
  adjustments: 4,
  timetable: 5,
  completion: 5,
  rounds: 6,
  selection: 7,
  attendance: 8,
  formation: 8,
  assisting: 8,
  recordings: 9,
  exercises: 9,
  tasks: 9,
  declarations: 9,
  viewing: 10,
  evaluation: 10,
  'making-up': 10,
  live: 10,
  needs: 10,
  research: 10,
  projects: 10,
  credentials: 10,
  suggestions: 10,
  appeals: 10,
  closing: 11,
  imports: 11,
  assessment: 12,
  overview: 13,
  privacy: 14,
};

/** The room that a file lies in, if any. */
export function roomOf(path: string): string | undefined {
  return /^app\/features\/([^/]+)\//.exec(path)?.[1];
}

export const isPage = (path: string) => /^app\/(features\/[^/]+|shell)\/pages\//.test(path);

/** Pages, shell, jobs, the CLI, the server and Remix's own three files: they may use any room. */
export const isRoof = (path: string) =>
  isPage(path) ||
  /^app\/(shell|jobs|cli|server)\//.test(path) ||
  /^app\/[^/]+$/.test(path) ||
  path === 'remix.config.js';
