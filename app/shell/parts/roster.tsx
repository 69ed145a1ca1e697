import type { MakeUp } from '#app/features/attendance/make-ups.server.ts';
import type { Seating } from '#app/features/formation/formation-shape.ts';
import { groupName } from '#app/features/formation/formation-words.ts';
import { CohortPicker } from '#app/features/formation/parts/cohort-picker.tsx';
import type { RosterLine } from '#app/features/selection/reading.server.ts';
import { formatShortDate } from '#app/lib/time.ts';
import { Status } from '#app/ui/status.tsx';
import { type Column, Table } from '#app/ui/table.tsx';

interface Props {
  roster: readonly RosterLine[];
  progress: Record<string, { met: number; all: number }>;
  /** Where each sits, by enrolment; empty before a formation is confirmed. */
  seatings: Record<string, Seating>;
  /** Who chose the section for somebody, by enrolment. */
  assisted: Record<string, string>;
  /** Who makes meetings up, or has. */
  makeUps: readonly MakeUp[];
  /** The number of the cohort to show; null: everybody. */
  cohort: number | null;
  /** The address of the section's page. */
  base: string;
}

/** The class list in the order of names, with how many requirements each has met, and where they sit. */
export function Roster({ roster, progress, seatings, assisted, makeUps, cohort, base }: Props) {
  const formed = Object.keys(seatings).length > 0;
  const shown =
    formed && cohort ? roster.filter((line) => seatings[line.enrolmentId]?.cohort === cohort) : roster;
  const seat: Column<RosterLine> = {
    key: 'seat',
    label: '班和小组',
    short: true,
    render: ({ enrolmentId }) => seatWords(seatings[enrolmentId]) || '还没有分',
  };
  const makeUp: Column<RosterLine> = {
    key: 'make-up',
    label: '补课',
    short: true,
    render: ({ enrolmentId }) => makeUpWords(makeUps.filter((one) => one.enrolmentId === enrolmentId)),
  };
  return (
    <>
      {formed ? <CohortPicker seatings={seatings} cohort={cohort} base={base} /> : null}
      <Table
        caption="名单，按姓名"
        rows={shown}
        rowKey={(line) => line.enrolmentId}
        empty="还没有人选这个班。"
        columns={[
          { key: 'name', label: '姓名', head: true, short: true, render: (line) => line.name },
          ...(formed ? [seat] : []),
          {
            key: 'since',
            label: '选上',
            render: (line) => {
              const liaison = assisted[line.enrolmentId];
              return `${formatShortDate(line.enrolledAt)}${liaison ? `，${liaison} 代选` : ''}`;
            },
          },
          {
            key: 'progress',
            label: '结业要求（不含评教）',
            render: (line) => {
              const one = progress[line.enrolmentId];
              return one ? `完成 ${one.met} 项，共 ${one.all} 项` : '—';
            },
          },
          ...(makeUps.length > 0 ? [makeUp] : []),
          {
            key: 'state',
            label: '状态',
            render: (line) =>
              line.completedAt ? <Status tone="done">已结业</Status> : <Status tone="progress">在学</Status>,
          },
        ]}
      />
    </>
  );
}

/** Where somebody sits, once that is settled. */
export const seatWords = (seating: Seating | undefined): string =>
  seating ? `${seating.cohortName}${groupName(seating.group)}` : '';

function makeUpWords(own: readonly MakeUp[]): string {
  const done = own.filter(({ doneAt }) => doneAt !== null).length;
  const words = [
    ...(done > 0 ? [`补了 ${done} 次`] : []),
    ...(own.length > done ? [`正在补 ${own.length - done} 次`] : []),
  ];
  return words.join('，') || '—';
}
