import type { Appraisal } from '#app/features/evaluation/appraisals.server.ts';
import type { AppraisalRubric } from '#app/features/evaluation/forms.schema.ts';
import type { RosterLine } from '#app/features/selection/reading.server.ts';
import { type School, schoolNames } from '#app/lib/vocabulary.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Status } from '#app/ui/status.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

interface Props {
  sectionId: string;
  roster: readonly RosterLine[];
  appraisals: readonly Appraisal[];
  rubric: AppraisalRubric;
  school: School;
}

/** One fold a learner, with the rubric inside. */
export function AppraisalList({ sectionId, roster, appraisals, rubric, school }: Props) {
  if (!rubric.schools.includes(school)) {
    return (
      <EmptyState title="这个班不评学">
        <p>{schoolNames[school]}的班没有评学。</p>
      </EmptyState>
    );
  }
  return (
    <>
      <p>
        已评 {appraisals.length} 人，共 {roster.length} 人。优秀最多占 {rubric.excellentMaxPercent}
        %。学员交了评教，或者评教截止以后，才看得到你的意见。
      </p>
      {roster.map((line) => (
        <Learner
          key={line.enrolmentId}
          sectionId={sectionId}
          line={line}
          rubric={rubric}
          appraisal={appraisals.find(({ enrolmentId }) => enrolmentId === line.enrolmentId)}
        />
      ))}
    </>
  );
}

interface LearnerProps {
  sectionId: string;
  line: RosterLine;
  rubric: AppraisalRubric;
  appraisal: Appraisal | undefined;
}

function Learner({ sectionId, line, rubric, appraisal }: LearnerProps) {
  const level = rubric.levels.find(({ key }) => key === appraisal?.level)?.label;
  return (
    <details className="fold">
      <summary>
        <span className="fold-name">{line.name}</span>
        {level ? <Status tone="done">{level}</Status> : <Status tone="neutral">还没评</Status>}
      </summary>
      {appraisal?.reply ? <p className="quiet">本人说明：{appraisal.reply}</p> : null}
      <form className="form" method="post" action={`/teach/sections/${sectionId}/appraisals`}>
        <input type="hidden" name="enrolment" value={line.enrolmentId} />
        {rubric.criteria.map((criterion) => (
          <RadioGroup
            key={criterion.key}
            id={`${line.enrolmentId}-${criterion.key}`}
            name={criterion.key}
            label={`${criterion.label}（${criterion.weight}%）`}
            value={appraisal?.scores[criterion.key]}
            required
            choices={rubric.levels.map(({ key, label }) => ({
              value: key,
              label,
              hint: criterion.descriptions[key],
            }))}
          />
        ))}
        <TextArea
          id={`${line.enrolmentId}-comment`}
          name="comment"
          label="评语"
          hint={rubric.commentPrompt}
          optional
          rows={3}
          defaultValue={appraisal?.comment}
        />
        <div className="actions">
          <Button type="submit" tone="primary">
            保存评学
          </Button>
        </div>
      </form>
    </details>
  );
}
