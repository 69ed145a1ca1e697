import type { RecordingState } from '#app/features/recordings/review.rules.ts';
import type { StatusTone } from '#app/ui/status.tsx';

/** How far a recording is on its way to the people who watch it, in words. */
export const recordingStates: Record<RecordingState, { tone: StatusTone; words: string }> = {
  draft: { tone: 'attention', words: '还没发布' },
  'in-review': { tone: 'progress', words: '等人审看' },
  approved: { tone: 'attention', words: '审看通过，待发布' },
  published: { tone: 'done', words: '已发布' },
  replaced: { tone: 'closed', words: '已有新版' },
  withdrawn: { tone: 'closed', words: '已撤下' },
};
