import { formatMoment } from '#app/lib/time.ts';
import { Card } from '#app/ui/card.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Status } from '#app/ui/status.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import type { ApplicationPage } from '../application-page.server.ts';
import { preferenceName } from '../application-words.rules.ts';

/** The ticket, what was asked for, and after the draw what came of each choice. */
export function ApplicationState({ page }: { page: ApplicationPage }) {
  const spoken = useSpoken();
  const { round, application, choices, lots } = page;
  if (!round || !application) return null;
  const isDrawn = round.state === 'drawn' || round.state === 'admitted';
  const nothing = isDrawn && choices.every(({ result }) => result?.outcome !== 'admitted');
  return (
    <Card title={isDrawn ? '结果' : '已报名'} level={2} aside={<Overall page={page} nothing={nothing} />}>
      <Ticket ticket={application.ticket} isDrawn={isDrawn} roundId={round.id} />
      <ol className="rule-list">
        {choices.map((choice, at) => (
          <li key={choice.id}>
            <div className="rule-head">
              <strong>
                {preferenceName(at)}：
                <a href={`/courses/${choice.courseCode}`}>
                  {choice.courseTitle}（{choice.name}）
                </a>
              </strong>
              <ChoiceStatus choice={choice} />
            </div>
            <p className="quiet">{choice.when}</p>
            {choice.dropped ? <p>{spoken(choice.dropped.words)}</p> : null}
            {choice.result ? <p>{spoken(choice.result.why)}</p> : null}
          </li>
        ))}
      </ol>
      <p className="quiet mt-4">
        {spoken(
          [
            `你有 ${lots} 个号，最多给 ${Math.min(application.places, round.mostPlaces)} 个班`,
            application.waitlist ? '一个都没抽中时，替你排第一志愿的候补' : '没抽中不排候补',
            `${formatMoment(application.appliedAt)} 报名${application.assisted ? '（别人代办）' : ''}`,
          ].join('；'),
        )}
        。
      </p>
      {nothing ? <p>{spoken(nextTime(round.mostLots, choices))}</p> : null}
      {round.state === 'applying' ? (
        <ConfirmFold label="撤回报名…">
          <p>撤回以后不参加这次摇号。截止以前还可以再报，票号不变。</p>
          <PostButton action="/me/application" fields={{ means: 'withdraw' }}>
            撤回报名
          </PostButton>
        </ConfirmFold>
      ) : null}
    </Card>
  );
}

/** Whoever could not take a seat for reasons of their own has had one; whoever had no choice in the draw was not in it. */
function nextTime(mostLots: number, choices: ApplicationPage['choices']): string {
  const counts =
    choices.some(({ result }) => result) && choices.every(({ result }) => result?.outcome !== 'yielded');
  const more =
    mostLots > 1 && counts ? `这次没选上已经记下来，下个学期报名时你会多一个号，最多 ${mostLots} 个。` : '';
  return `${more}补选和退选的时间里，还有空位的班先到先得。`;
}

function Overall({ page, nothing }: { page: ApplicationPage; nothing: boolean }) {
  switch (page.round?.state) {
    case 'applying':
      return <Status tone="done">截止前可以改</Status>;
    case 'closed':
    case 'frozen':
      return <Status tone="progress">等摇号</Status>;
    default:
      return nothing ? <Status tone="closed">没选上</Status> : <Status tone="done">抽中了</Status>;
  }
}

function ChoiceStatus({ choice }: { choice: ApplicationPage['choices'][number] }) {
  if (choice.dropped) return <Status tone="closed">没有参加</Status>;
  return choice.result ? <Status tone={choice.result.tone}>{choice.result.word}</Status> : null;
}

function Ticket({ ticket, isDrawn, roundId }: { ticket: string; isDrawn: boolean; roundId: string }) {
  const spoken = useSpoken();
  return (
    <div className="ticket">
      <p>
        票号 <strong className="ticket-code">{ticket}</strong>
      </p>
      <p className="quiet">
        {isDrawn ? (
          <a className="link-target" href={`/rounds/${roundId}#check`}>
            {spoken('用这个票号自己算一遍')}
          </a>
        ) : (
          spoken('请记下。公布的名单里只有票号，没有名字；摇号以后可以凭它核对你的结果。')
        )}
      </p>
    </div>
  );
}
