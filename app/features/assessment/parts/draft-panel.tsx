import type { DraftView } from '#app/features/assessment/frozen-view.server.ts';
import { confirmUntilWords } from '#app/features/closing/steps.rules.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TextArea } from '#app/ui/text-field.tsx';
import { You } from '#app/ui/view.tsx';

interface Props {
  href: string;
  draft: Omit<DraftView, 'statement'>;
  sent?: FormAnswer;
}

/** Asks the person whether the sheet below is right. Silence is no agreement, and the page says so. */
export function DraftPanel({ href, draft, sent }: Props) {
  const { answer, isConfirmed, isOpen, confirmUntil, seen, objections } = draft;
  const waits = answer?.kind === 'objected' && answer.reply === null;
  return (
    <div className="no-print">
      <Section title="请核对">
        <p>
          这是结账前的情况表。
          {isOpen
            ? `核对到 ${confirmUntilWords(confirmUntil)}。到时没有回应的记为“未确认”，不当作同意。`
            : '核对已经截止，等教务结账。'}
        </p>
        {isConfirmed ? (
          <p>
            <You />
            已经确认这张表。
            {objections.some(({ reply }) => reply === null) ? '之前提的意见没有作废，教务仍然会答复。' : ''}
          </p>
        ) : null}
        <EarlierObjections objections={objections} />
        {answer?.kind === 'confirmed' && !isConfirmed ? (
          <p>
            <You />
            确认以后表有了变化，请再看一遍。
          </p>
        ) : null}
        {answer?.kind === 'objected' ? (
          <>
            <p>
              <You />
              的意见：{answer.words}
            </p>
            <p>{answer.reply ? `教务答复：${answer.reply.words}` : '还没有答复。'}</p>
          </>
        ) : null}
        {isOpen && !isConfirmed ? (
          <form className="actions" method="post" action={href}>
            <input type="hidden" name="means" value="confirm" />
            <input type="hidden" name="seen" value={seen} />
            <Button tone="primary">没有问题，确认</Button>
          </form>
        ) : null}
        {isOpen && !waits ? <ObjectForm {...{ href, seen, sent }} /> : null}
      </Section>
    </div>
  );
}

/** What somebody objected to before: whoever agrees afterwards still sees what they said and what was answered. */
function EarlierObjections({ objections }: Pick<DraftView, 'objections'>) {
  if (objections.length === 0) return null;
  return (
    <ul className="note-list">
      {objections.map(({ words, at, reply }) => (
        <li key={at}>
          之前的意见：{words}
          <span className="quiet block">
            {formatMoment(at)}。{reply ? `教务答复：${reply.words}` : '还没有答复。'}
          </span>
        </li>
      ))}
    </ul>
  );
}

function ObjectForm({ href, seen, sent }: { href: string; seen: string; sent?: FormAnswer }) {
  const objected = sent?.fields.means === 'object' ? sent : undefined;
  const field = fieldOf(objected);
  return (
    <ConfirmFold label="有不对的地方…" open={objected !== undefined}>
      <form className="form" method="post" action={href}>
        <input type="hidden" name="means" value="object" />
        <input type="hidden" name="seen" value={seen} />
        <TextArea
          {...field('words')}
          label="哪里不对"
          hint="写清楚是哪一项、应该是什么。教务会答复。"
          rows={3}
        />
        <div className="actions">
          <Button>交给教务</Button>
        </div>
      </form>
    </ConfirmFold>
  );
}
