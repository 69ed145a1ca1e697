import type { ReactNode } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { Status } from '#app/ui/status.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import type { ApplicationPage } from '../application-page.server.ts';
import { named, preferenceName } from '../application-words.rules.ts';
import { ownApplication, type Sent, type SentTo } from './application-form.tsx';

/** Everything that was checked of each choice, before it is confirmed. The form stays below, as it was filled in. */
export function ApplicationReview({
  to = ownApplication,
  page,
  sent,
  children,
}: {
  to?: SentTo;
  page: ApplicationPage;
  sent: Sent;
  /** What else is asked before it is confirmed. */
  children?: ReactNode;
}) {
  const inView = useSpoken();
  const spoken = (words: string) => (to.name === null ? inView(words) : named(words, to.name));
  const { round, lots, offered } = page;
  if (!round) return null;
  const chosen = sent.choices.flatMap((id, at) => {
    const section = offered.find((each) => each.id === id);
    return section ? [{ at, section }] : [];
  });
  const isFine = chosen.every(({ section }) => section.reason === null);
  return (
    <Card title="请核对" level={2}>
      <ol className="rule-list">
        {chosen.map(({ at, section }) => (
          <li key={section.id}>
            <div className="rule-head">
              <strong>
                {preferenceName(at)}：{section.courseTitle}（{section.name}）
              </strong>
              <Status tone={section.reason ? 'attention' : 'done'}>
                {section.reason ? '不能选' : '条件都符合'}
              </Status>
            </div>
            <p className="quiet phrases">
              {[section.when, section.venueName, section.teacherName].filter(Boolean).join('\u00a0· ')}
            </p>
            {section.why ? <p>{spoken(section.why)}</p> : null}
            <Conflict page={page} chosen={chosen} at={at} />
          </li>
        ))}
      </ol>
      <p className="mt-4">
        {spoken(
          `你有 ${lots} 个号${lots > 1 ? '，因为前面的学期没有抽中' : ''}。最多给 ${Math.min(sent.places, round.mostPlaces)} 个班；${sent.waitlist ? '一个都没抽中时，替你排第一志愿的候补。' : '没抽中时不排候补。'}`,
        )}
      </p>
      <form method="post" action={to.action} className={children ? 'form' : undefined}>
        {sent.choices.map((choice, at) => (
          <input key={preferenceName(at)} type="hidden" name={`choice${at + 1}`} value={choice} />
        ))}
        <input type="hidden" name="places" value={sent.places} />
        {sent.waitlist ? <input type="hidden" name="waitlist" value="yes" /> : null}
        {isFine ? children : null}
        <div className="actions">
          {isFine ? (
            <Button name={to.verb} value="apply" tone="primary">
              确认报名
            </Button>
          ) : null}
          <a className="btn btn-quiet" href="#choice1">
            再改一改
          </a>
        </div>
      </form>
    </Card>
  );
}

interface ConflictProps {
  page: ApplicationPage;
  chosen: readonly { at: number; section: ApplicationPage['offered'][number] }[];
  at: number;
}

/** With which choice further up it cannot be had together. */
function Conflict({ page, chosen, at }: ConflictProps) {
  const own = chosen.find((each) => each.at === at)?.section;
  const others = page.conflicts.find(({ id }) => id === own?.id)?.others ?? [];
  const first = chosen.find((each) => each.at < at && others.includes(each.section.id));
  if (!first || !own) return null;
  const why = first.section.courseCode === own.courseCode ? '是同一门课' : '时间冲突';
  return (
    <p className="quiet">
      和{preferenceName(first.at)}
      {why}，可以一起填，只会给其中一个。
    </p>
  );
}
