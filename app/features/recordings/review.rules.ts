/**
 * Before a lecture is published a second person looks at it (domain.md §6.4: 录制→剪辑→审核→发布), and it is on record who is to be
 * seen in it and how they agreed: pictures of people need
 * their consent (PIPL art. 13).
 */

export const CONSENT_WAYS = ['written', 'spoken', 'on-camera', 'nobody'] as const;
export type ConsentWay = (typeof CONSENT_WAYS)[number];

export const consentWords: Record<ConsentWay, string> = {
  written: '签了书面同意',
  spoken: '当面说过，本人同意',
  'on-camera': '在录像里说了同意',
  nobody: '画面里没有人，只有讲稿和声音',
};

/** How a review ended: `taken-back` by those who keep the recording, before anybody decided. */
export type ReviewOutcome = 'approved' | 'returned' | 'taken-back';

/** Draft until submitted; published once approved; replaced by a new version; what is withdrawn stays so. Derived from the rows that say when. */
export type RecordingState = 'draft' | 'in-review' | 'approved' | 'published' | 'replaced' | 'withdrawn';

export interface StateFacts {
  publishedAt: string | null;
  withdrawnAt: string | null;
  replacedAt: string | null;
  /** The review that holds, if there is one. */
  reviewId: string | null;
  outcome: string | null;
}

/** The state that follows from when things happened. */
export function recordingStateOf({
  publishedAt,
  withdrawnAt,
  replacedAt,
  reviewId,
  outcome,
}: StateFacts): RecordingState {
  if (withdrawnAt) return 'withdrawn';
  if (publishedAt) return replacedAt ? 'replaced' : 'published';
  if (!reviewId) return 'draft';
  if (outcome === null) return 'in-review';
  return outcome === 'approved' ? 'approved' : 'draft';
}

/** Whether this person is a second one: neither who uploaded nor who submitted. The academy itself is nobody. */
export function isSecondPerson(
  personId: string | null,
  { uploadedBy, submittedBy }: { uploadedBy: string | null; submittedBy: string | null },
): boolean {
  return personId !== null && personId !== uploadedBy && personId !== submittedBy;
}
