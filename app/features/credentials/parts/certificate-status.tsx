import { Status, type StatusTone } from '#app/ui/status.tsx';
import { type CertificateState, stateNames } from '../certificate.rules.ts';

const tones: Record<CertificateState, StatusTone> = { valid: 'done', revoked: 'closed', replaced: 'closed' };

export function CertificateStatus({ state }: { state: CertificateState }) {
  return <Status tone={tones[state]}>{stateNames[state]}</Status>;
}
