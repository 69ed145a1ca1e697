import type { StatusTone } from '#app/ui/status.tsx';
import type { RoundState } from '../steps.rules.ts';

/** How far a round is, for the registrar. */
export const roundStates: Record<RoundState, { word: string; tone: StatusTone }> = {
  preparing: { word: '在准备', tone: 'attention' },
  coming: { word: '已公布', tone: 'progress' },
  applying: { word: '报名中', tone: 'progress' },
  closed: { word: '已截止，待冻结', tone: 'attention' },
  frozen: { word: '已冻结，待摇号', tone: 'attention' },
  drawn: { word: '已摇号，待录取', tone: 'attention' },
  admitted: { word: '已录取', tone: 'done' },
};
