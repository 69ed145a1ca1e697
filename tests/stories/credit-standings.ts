import { nobodysId, type Standing } from './standing.ts';

const creditKeepers = ['registrar', 'reviewer'] as const;

/** Who may use the addresses of those who keep credits. */
export const creditStandings: Record<string, Standing> = {
  '/admin/credits': { who: creditKeepers },
  '/admin/credits/adjustments': { who: creditKeepers },
  '/admin/credits/adjustments/new': { who: creditKeepers, sends: { person: nobodysId, kind: '' } },
  '/admin/credits/adjustments/:adjustmentId': { who: creditKeepers, sends: { means: 'withdraw' } },
  '/admin/credits/:entryId': { who: creditKeepers },
  '/admin/credits/:entryId/reversal': { who: creditKeepers, sends: { reason: '记错了一门课' } },
  '/admin/declarations': { who: creditKeepers },
  '/admin/declarations/:declarationId': { who: creditKeepers },
  '/admin/declarations/:declarationId/decision': { who: ['reviewer'], sends: { means: 'grant' } },
  '/admin/appeals': { who: ['appeals'] },
  '/admin/appeals/:appealId': { who: ['appeals'], sends: { means: 'dismiss', words: '核对过了' } },
  '/admin/policies': { who: creditKeepers },
  '/admin/policies/preview': { who: ['registrar'], sends: { text: '' } },
  '/admin/policies/:policyId': { who: creditKeepers },
  '/admin/exemptions': { who: creditKeepers },
  '/admin/exemptions/new': {
    who: ['registrar'],
    sends: { person: nobodysId, year: '2026', position: 'building-head', kind: 'other', reason: '长期外出' },
  },
  '/admin/exemptions/:exemptionId': { who: creditKeepers, sends: { means: 'end', reason: '已经回来了' } },
  '/admin/statements': { who: ['registrar'] },
  '/admin/statements/:year': { who: ['registrar'], sends: { means: 'lock' } },
  '/admin/statements/:year/people': { who: ['registrar'] },
  '/admin/statements/:year/people/:personId': {
    who: ['registrar'],
    sends: { means: 'reopen', reason: '漏记了一次' },
  },
  '/admin/statements/:year/statements.xlsx': { who: ['registrar'] },
  '/admin/statements/:year/statements.pdf': { who: ['registrar'] },
};
