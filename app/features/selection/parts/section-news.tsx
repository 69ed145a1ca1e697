import type { SectionSheet } from '#app/features/timetable/section-sheet.server.ts';
import { formatMoment, formatShortDate } from '#app/lib/time.ts';
import { Notice } from '#app/ui/notice.tsx';

interface Props {
  page: {
    section: Pick<SectionSheet, 'id' | 'state' | 'closure' | 'minSize'>;
    seats: { capacity: number; taken: number };
    done: { saved: boolean; planned: boolean; skipped: string[]; merged: number[] | null };
  };
  /** An error stands above: then nothing is said to be done. */
  quiet: boolean;
}

/** What was done just now, and what matters about the section. */
export function SectionNews({ page, quiet }: Props) {
  const { section, seats, done } = page;
  return (
    <>
      {quiet ? null : <Done done={done} />}
      {section.closure ? <Closed closure={section.closure} state={section.state} /> : null}
      {section.state === 'open' && seats.taken < section.minSize ? (
        <Notice
          tone="warn"
          title={`人数不足：现在 ${seats.taken} 人，最少要 ${section.minSize} 人`}
          action={<a href={`/admin/sections/${section.id}/merge`}>看能并到哪个班</a>}
        >
          还在选课就再等等；选课快结束了，可以并到同一门课的别的班，或者取消这个班。
        </Notice>
      ) : null}
    </>
  );
}

function Done({ done }: { done: Props['page']['done'] }) {
  if (done.planned)
    return (
      <Notice tone="success" title="排好了。五个一齐了就可以开班。" announce>
        {done.skipped.length > 0
          ? `放假或停课跳过了 ${done.skipped.map(formatShortDate).join('、')}，课次往后顺延补足。`
          : null}
      </Notice>
    );
  if (done.merged) {
    const [moved = 0, ended = 0, waiting = 0] = done.merged;
    return (
      <Notice tone="success" title={`并好了：${moved} 人转了过来，都已通知到。`} announce>
        {[
          ended > 0 ? `${ended} 人时间冲突，没有转，已告诉他们怎么办。` : '',
          waiting > 0 ? `${waiting} 人接在候补后面。` : '',
        ].join('')}
      </Notice>
    );
  }
  return done.saved ? <Notice tone="success" title="已保存。" announce /> : null;
}

const closedWords = { ended: '结课了', cancelled: '取消了', merged: '并到了别的班' } as const;

function Closed({
  closure: { reason, at, by, into },
  state,
}: {
  closure: NonNullable<SectionSheet['closure']>;
  state: SectionSheet['state'];
}) {
  const word = closedWords[state as keyof typeof closedWords];
  const title = `${formatMoment(at)} ${word}`;
  const words = [by ? `经办：${by}。` : '', reason ? `原因：${reason}` : ''].join('');
  return (
    <Notice
      title={title}
      action={into ? <a href={`/admin/sections/${into.id}`}>看《{into.title}》</a> : undefined}
    >
      {words || null}
    </Notice>
  );
}
