import type { Expectation } from './expectation.ts';
import { rowId } from './fill.ts';

const auditor = { as: 'auditor' } as const;
const line = rowId(40);

/** The pages of the auditor: each search walks one index in the order of time. */
export const auditPages: Record<string, Expectation> = {
  '/admin/audit': {
    ...auditor,
    at: [
      '/admin/audit',
      '/admin/audit?family=person',
      `/admin/audit?subject=${rowId(7)}&family=statement&from=2026-01-01&to=2026-12-31`,
      '/admin/audit?outcome=refused',
    ],
  },
  '/admin/audit/journal.xlsx': { ...auditor, at: ['/admin/audit/journal.xlsx?family=venue'] },
  '/admin/audit/journal.jsonl': { ...auditor, at: ['/admin/audit/journal.jsonl?family=venue'] },
  '/admin/audit/archives': { ...auditor, at: ['/admin/audit/archives', '/admin/audit/archives?page=4'] },
  '/admin/audit/archives/:archiveId': { ...auditor, at: [`/admin/audit/archives/${rowId(3)}`] },
  '/admin/audit/archives/:archiveId/file.jsonl.gz': {
    ...auditor,
    at: [`/admin/audit/archives/${rowId(3)}/file.jsonl.gz`],
    // Its bytes lie in no store here.
    status: 503,
  },
  '/admin/audit/lines/:entryId': { ...auditor, at: [`/admin/audit/lines/${line}`] },
  '/admin/audit/lines/:entryId/proof.jsonl': {
    ...auditor,
    at: [`/admin/audit/lines/${line}/proof.jsonl`],
    status: 404,
  },
};
