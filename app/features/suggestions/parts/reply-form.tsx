import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TextArea } from '#app/ui/text-field.tsx';
import { useSpoken } from '#app/ui/view.tsx';

/** Whether the answer was good; something more may be said once. */
export function ReplyForm({ saidAgain, answer }: { saidAgain: boolean; answer: FormAnswer | undefined }) {
  const spoken = useSpoken();
  return (
    <Section title={spoken('你觉得答复怎么样')} id="reply">
      <form className="form" method="post">
        <div className="actions">
          <Button name="means" value="satisfied" tone="primary">
            满意
          </Button>
        </div>
      </form>
      {saidAgain ? null : (
        <form className="form" method="post">
          <TextArea
            {...fieldOf(answer)('words')}
            label="哪里没有说到"
            hint="可以再说一句，只有一次。说了，会再答复一次。"
            rows={4}
            maxLength={2000}
          />
          <div className="actions">
            <Button name="means" value="again">
              不满意，再说一句
            </Button>
          </div>
        </form>
      )}
      <ConfirmFold label={saidAgain ? '还是不满意…' : '不满意，不用再答…'}>
        <p>{spoken('会记下你不满意，这一份就办结了。')}</p>
        <form method="post">
          <Button name="means" value="dissatisfied">
            不满意，办结
          </Button>
        </form>
      </ConfirmFold>
    </Section>
  );
}
