import type { Objection } from '#app/features/closing/objections.server.ts';
import type { FormAnswer } from '#app/lib/form-answer.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

interface Props {
  href: string;
  objections: readonly Objection[];
  /** Whether answers are still given. */
  isOpen: boolean;
  /** Who looks: one's own objection is answered by somebody else. */
  viewerId: string | null;
  sent?: FormAnswer;
}

/** What people object to, each with its answer or the form for one. */
export function Objections({ href, objections, isOpen, viewerId, sent }: Props) {
  if (objections.length === 0) return <p>没有人提意见。</p>;
  return (
    <ul className="rule-list">
      {objections.map((objection) => (
        <li key={objection.id}>
          <p className="rule-head">
            <strong>{objection.personName}</strong>
            <span className="quiet">{formatMoment(objection.at)}</span>
          </p>
          <p>{objection.words}</p>
          {objection.reply ? (
            <p className="quiet">
              {objection.reply.byName} {formatMoment(objection.reply.at)} 答复：{objection.reply.words}
            </p>
          ) : isOpen && objection.personId !== viewerId ? (
            <ReplyForm href={href} objection={objection} sent={sent} />
          ) : (
            <p className="quiet">{isOpen ? '自己的意见由别人答复。' : '没有答复。'}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

function ReplyForm({ href, objection, sent }: { href: string; objection: Objection; sent?: FormAnswer }) {
  const id = `words-${objection.id}`;
  const own = sent?.fields.answer === objection.id ? sent : undefined;
  return (
    <form className="form" method="post" action={href}>
      <input type="hidden" name="means" value="reply" />
      <input type="hidden" name="answer" value={objection.id} />
      <TextArea
        name="words"
        id={id}
        label={`答复${objection.personName}`}
        hint="本人会收到。该改学分的，先在学分流水里改，情况表会跟着变。"
        rows={3}
        defaultValue={own?.fields.words}
        error={own?.errors.find(({ field }) => field === id)?.message}
      />
      <div className="actions">
        <Button>答复</Button>
      </div>
    </form>
  );
}
