import type { LearningDesk } from '#app/shell/learning.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TextArea } from '#app/ui/text-field.tsx';
import { You } from '#app/ui/view.tsx';

interface Props {
  appraisal: LearningDesk['appraisal'];
  waits: boolean;
  enrolmentId: string;
}

/** What the teacher wrote of the learner, and the learner's own word on it. */
export function AppraisalNote({ appraisal, waits, enrolmentId }: Props) {
  if (waits) {
    return (
      <Section title="老师的评学">
        <p>
          老师已经写好评学意见。
          <You />
          交了评价，或者评价截止以后，就能看到。这样双方都不受对方影响。
        </p>
      </Section>
    );
  }
  if (!appraisal) return null;
  return (
    <Section title="老师的评学">
      <Card>
        <p>
          <strong>{appraisal.levelName}</strong>
        </p>
        {appraisal.comment ? <p>{appraisal.comment}</p> : null}
        {appraisal.reply ? (
          <p className="quiet">
            <You />
            的说明：{appraisal.reply}
          </p>
        ) : (
          <form className="form" method="post" action={`/learn/${enrolmentId}/appraisal-reply`}>
            <TextArea
              name="comment"
              label="我的说明"
              optional
              rows={3}
              hint="有不同看法可以写在这里，老师会看到。写一次，不能改。"
            />
            <div className="actions">
              <Button type="submit">交给老师</Button>
            </div>
          </form>
        )}
      </Card>
    </Section>
  );
}
