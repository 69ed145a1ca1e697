import type { ApplicationPage } from '#app/features/selection/application-page.server.ts';
import { named, preferenceName } from '#app/features/selection/application-words.rules.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { Status } from '#app/ui/status.tsx';
import type { SentForm } from '../sent-form.ts';
import { ConsentFields } from './consent-fields.tsx';

/** What somebody has applied for, and what came of it, as their liaison reads it to them; the ticket, to be written on the slip. */
export function AssistedApplication({ page, name }: { page: ApplicationPage; name: string }) {
  const { round, application, choices } = page;
  if (!round || !application) return null;
  const isDrawn = round.state === 'drawn' || round.state === 'admitted';
  return (
    <Card
      title={isDrawn ? '结果' : '已报名'}
      level={2}
      aside={
        <Status tone={isDrawn ? 'closed' : 'progress'}>
          {isDrawn ? '摇过号了' : round.state === 'applying' ? '截止前可以改' : '等摇号'}
        </Status>
      }
    >
      <div className="ticket">
        <p>
          票号 <strong className="ticket-code">{application.ticket}</strong>
        </p>
        <p className="quiet">请抄给{name}，也印在通知单上。公布的名单里只有票号，没有名字。</p>
      </div>
      <ol className="rule-list">
        {choices.map((choice, at) => (
          <li key={choice.id}>
            <div className="rule-head">
              <strong>
                {preferenceName(at)}：{choice.courseTitle}（{choice.name}）
              </strong>
              {choice.result ? <Status tone={choice.result.tone}>{choice.result.word}</Status> : null}
            </div>
            <p className="quiet">{choice.when}</p>
            {choice.dropped ? <p>{named(choice.dropped.words, name)}</p> : null}
            {choice.result ? <p>{named(choice.result.why, name)}</p> : null}
          </li>
        ))}
      </ol>
      <p className="quiet mt-4">
        最多给 {Math.min(application.places, round.mostPlaces)} 个班；
        {application.waitlist ? '没抽中就排第一志愿的候补' : '没抽中不排候补'}。
        {application.assisted ? '由别人代办。' : '本人自己报的。'}
      </p>
    </Card>
  );
}

/** Taking it back for them, when they ask for it: with their consent like everything else. */
export function TakingBack({ at, name, sent }: { at: string; name: string; sent: SentForm | undefined }) {
  return (
    <details className="fold" open={sent !== undefined}>
      <summary>替{name}撤回报名…</summary>
      <form className="form" method="post" action={at}>
        <p>撤回以后不参加这次摇号。截止以前还可以再报，票号不变。</p>
        <ConsentFields name={name} sent={sent} knowing="知道撤回以后不参加这次摇号" />
        <div className="actions">
          <Button name="deed" value="withdraw">
            撤回报名
          </Button>
        </div>
      </form>
    </details>
  );
}
