import type { Standing } from './standing.ts';

/** Who may use the addresses of the organisation, of the auditor and of the assessor. */
export const officeStandings: Record<string, Standing> = {
  '/admin/audit': { who: ['auditor'] },
  '/admin/audit/journal.xlsx': { who: ['auditor'] },
  '/admin/audit/journal.jsonl': { who: ['auditor'] },
  '/admin/audit/archives': { who: ['auditor'], sends: { means: 'check' } },
  '/admin/audit/archives/:archiveId': { who: ['auditor'], asksNothing: true },
  '/admin/audit/archives/:archiveId/file.jsonl.gz': { who: ['auditor'] },
  '/admin/audit/lines/:entryId': { who: ['auditor'] },
  '/admin/audit/lines/:entryId/proof.jsonl': { who: ['auditor'] },
  '/admin/organisation': { who: ['registrar', 'security', 'assessor'] },
  '/admin/organisation/new': {
    who: ['registrar'],
    sends: { kind: 'district', name: '新的区', validFrom: '2026-01-01' },
  },
  '/admin/organisation/units/:unitId': { who: ['registrar', 'security', 'assessor'] },
  '/admin/organisation/changes/:changeId': { who: ['registrar'], asksNothing: true },
  '/admin/organisation/units/:unitId/:kind': {
    who: ['registrar'],
    sends: { what: 'preview', name: '新名', day: '2026-11-22', reason: '区划调整' },
  },
  '/assess': { who: ['assessor'] },
  '/assess/coverage': { who: ['assessor'] },
  '/assess/people.pdf': { who: ['assessor'] },
  '/assess/people.xlsx': { who: ['assessor'] },
  '/assess/people/:personId': { who: ['assessor'] },
};
