/** Who may not decide about a declaration. Source: domain model §6.8 and the house's four eyes: nobody decides about their own things. */
import { isCompanion } from './matter.rules.ts';

export type Conflict = 'own' | 'co-declarant' | 'objector' | 'heard-appeal';

interface Judge {
  personId: string | null;
  name: string;
}

interface Case {
  declarantId: string;
  companions: string;
  /** Everybody else who has declared the same thing. */
  sameMatter: readonly string[];
  /** Whoever has objected to it. */
  objectors: readonly string[];
  /** Whoever has decided an appeal about it. */
  hearers: readonly string[];
}

/** Why somebody may not decide; null when they may. */
export function conflictOf(
  { personId, name }: Judge,
  { declarantId, companions, sameMatter, objectors, hearers }: Case,
): Conflict | null {
  if (personId === null || personId === declarantId) return 'own';
  if (sameMatter.includes(personId) || isCompanion(companions, name)) return 'co-declarant';
  if (objectors.includes(personId)) return 'objector';
  return hearers.includes(personId) ? 'heard-appeal' : null;
}

export const conflictWords: Record<Conflict, string> = {
  own: '这是自己的申报，要请别的审核员处理。',
  'co-declarant': '这件事也有你的一份，要请别的审核员处理。',
  objector: '你对这一项提过异议，要请别的审核员处理。',
  'heard-appeal': '这一项的申诉是你复核的，要请别的审核员处理。',
};
