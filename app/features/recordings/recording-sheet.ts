import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { formatSeconds, formatShortDate } from '#app/lib/time.ts';
import type { DeskRecording } from './desk.server.ts';
import { recordingStates } from './parts/recording-states.ts';

/** What a file says of a recording. */
export const recordingColumns: readonly SheetColumn<DeskRecording>[] = [
  { title: '标题', width: 36, value: ({ title }) => title },
  {
    title: '课程',
    width: 40,
    value: ({ courseTitle, sectionTitle }) =>
      sectionTitle ? `${courseTitle} · ${sectionTitle}` : courseTitle,
  },
  { title: '时长', width: 10, value: ({ durationSeconds }) => formatSeconds(durationSeconds) },
  { title: '字幕', width: 10, value: ({ hasCaptions }) => (hasCaptions ? '有' : '还没有') },
  { title: '上传', width: 14, value: ({ createdAt }) => formatShortDate(createdAt) },
  { title: '状态', width: 18, value: ({ state }) => recordingStates[state].words },
];
