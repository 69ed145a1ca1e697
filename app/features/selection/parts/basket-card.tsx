import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { SeatBar } from '#app/ui/seat-bar.tsx';
import { Status, type StatusTone } from '#app/ui/status.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import type { BasketCheck } from '../basket.rules.ts';
import type { BasketItem } from '../basket-reading.server.ts';
import { amongWords, refusalWords } from '../refusal-words.rules.ts';

const states: Record<BasketCheck['state'], { tone: StatusTone; word: string }> = {
  can: { tone: 'done', word: '可以选' },
  full: { tone: 'attention', word: '名额已满，可以候补' },
  either: { tone: 'attention', word: '和前面的只能选一个' },
  cannot: { tone: 'closed', word: '现在不能选' },
};

function stateOf(check: BasketCheck): { tone: StatusTone; word: string } {
  const refusal = 'refusal' in check ? check.refusal : null;
  if (check.state === 'cannot' && refusal?.reason === 'closed' && refusal.opensAt)
    return { tone: 'neutral', word: '还没到选课时间' };
  if (check.state === 'either' && (refusal?.reason === 'term-limit' || refusal?.reason === 'category-limit'))
    return { tone: 'attention', word: '加上前面的就超了' };
  return states[check.state];
}

/** One section of a basket with everything that was checked, and what can be ticked about it. */
export function BasketCard({ item }: { item: BasketItem }) {
  const spoken = useSpoken();
  const { check, courseTitle, title, when, teacherName, termName } = item;
  const { tone, word } = stateOf(check);
  const words = wordsOf(check, title);
  return (
    <Card
      title={courseTitle}
      href={`/courses/${item.courseCode}`}
      level={2}
      aside={<Status tone={tone}>{word}</Status>}
      footer={
        <>
          <Ticks item={item} />
          <Button tone="quiet" form={removalId(item.id)} aria-label={`从选课单拿掉：${title}`}>
            拿掉
          </Button>
        </>
      }
    >
      <DescriptionList
        plain
        facts={[
          ['班', [sectionName(title), termName].join(' · ')],
          ['时间', when],
          teacherName ? ['老师', teacherName] : null,
        ]}
      />
      <div className="mt-3">
        <SeatBar capacity={item.capacity} taken={item.taken} waiting={item.inLine} />
      </div>
      {words ? <p className="mt-3">{spoken(`${words.what}${words.next}`)}</p> : null}
    </Card>
  );
}

function wordsOf(check: BasketCheck, title: string) {
  if (check.state === 'cannot') return refusalWords(check.refusal, title);
  return check.state === 'either' ? amongWords(check.refusal) : null;
}

function Ticks({ item: { id, check, title, inLine } }: { item: BasketItem }) {
  if (check.state === 'cannot') return null;
  const isFull = check.state === 'full' || (check.state === 'either' && check.isFull);
  const label = isFull ? `排候补${inLine > 0 ? `（前面有 ${inLine} 人）` : ''}` : '选这个班';
  return (
    <Checkbox
      id={`tick-${id}`}
      name={isFull ? 'waitlist' : 'section'}
      value={id}
      checked={check.state === 'can'}
      label={
        <>
          {label}
          <span className="sr-only">：{title}</span>
        </>
      }
    />
  );
}

const removalId = (sectionId: string) => `remove-${sectionId}`;

/** The forms behind 拿掉: outside the big one, so that its own button is the one that Enter presses. */
export function RemovalForms({ items }: { items: readonly { id: string }[] }) {
  return items.map(({ id }) => (
    <form key={id} id={removalId(id)} method="post" action={`/sections/${id}/basket-item`}>
      <input type="hidden" name="means" value="remove" />
    </form>
  ));
}
