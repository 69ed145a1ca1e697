import {
  type DeskCode,
  deskCodes,
  deskNames,
  type SuggestionState,
} from '#app/features/suggestions/suggestions.rules.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

/** What can be done with a suggestion that is open: take it up, answer it, hand it on with a reason. */
export function DeskForms({
  state,
  desk,
  answer,
}: {
  state: SuggestionState;
  desk: DeskCode;
  answer: FormAnswer | undefined;
}) {
  if (state === 'answered' || state === 'closed') return null;
  const of = (means: string) => fieldOf(answer?.fields.means === means ? answer : undefined);
  const other = deskCodes.find((one) => one !== desk) ?? desk;
  return (
    <>
      {state === 'received' ? (
        <form className="form" method="post">
          <div className="actions">
            <Button name="means" value="accept" tone="primary">
              受理，由我负责
            </Button>
          </div>
        </form>
      ) : (
        <form className="form" method="post">
          <input type="hidden" name="means" value="answer" />
          <TextArea
            {...of('answer')('words')}
            label="答复"
            hint="会原样告诉写的人。说清楚怎么办、什么时候办好；办不了的，说明为什么。"
            rows={6}
            maxLength={2000}
          />
          <div className="actions">
            <Button tone="primary">答复</Button>
          </div>
        </form>
      )}
      <ConfirmFold label={`转给${deskNames[other]}…`} open={answer?.fields.means === 'forward'}>
        <form className="form" method="post">
          <input type="hidden" name="means" value="forward" />
          <input type="hidden" name="desk" value={other} />
          <TextArea
            {...of('forward')('reason')}
            label="为什么转"
            hint="写的人也看得到。期限不变。"
            rows={3}
            maxLength={2000}
          />
          <div className="actions">
            <Button>转给{deskNames[other]}</Button>
          </div>
        </form>
      </ConfirmFold>
    </>
  );
}
