import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { type FiveOne, fiveOneNames } from '#app/lib/vocabulary.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface Props {
  section: { id: string; courseCode: string; newerVersion: { number: number } | null };
  missing: readonly FiveOne[];
  answer: FormAnswer | undefined;
}

/** Opening a section: at once when all five ones are there; else what is missing and the ways out of it. */
export function OpeningForm({ section, missing, answer }: Props) {
  const action = `/admin/sections/${section.id}`;
  if (missing.length === 0)
    return (
      <PostButton action={action} fields={{ means: 'open' }} tone="primary">
        开班
      </PostButton>
    );
  const { newerVersion } = section;
  return (
    <>
      <Notice
        tone="warn"
        title="还不能开班"
        action={<a href={`/teach/courses/${section.courseCode}`}>去补齐</a>}
      >
        五个一还差：{missing.map((item) => fiveOneNames[item]).join('、')}。
      </Notice>
      {newerVersion ? (
        <div className="mt-3">
          <p>这门课已经发布了第 {newerVersion.number} 版，这个班排的时候用的是以前的版本。</p>
          <PostButton action={action} fields={{ means: 'version' }}>
            换成第 {newerVersion.number} 版
          </PostButton>
        </div>
      ) : null}
      <Exemption action={action} missing={missing} answer={answer} />
    </>
  );
}

function Exemption({ action, missing, answer }: { action: string } & Pick<Props, 'missing' | 'answer'>) {
  const field = fieldOf(answer);
  const { defaultValue, ...item } = field('item');
  return (
    <ConfirmFold label="免去一样…" open={answer?.fields.means === 'exempt'}>
      <form className="form" method="post" action={action}>
        <input type="hidden" name="means" value="exempt" />
        <RadioGroup
          {...item}
          label="免哪一样"
          value={defaultValue ?? (missing.length === 1 ? missing[0] : undefined)}
          choices={missing.map((value) => ({ value, label: fiveOneNames[value] }))}
        />
        <TextField
          {...field('exemptReason')}
          label="理由"
          hint="会和你的名字一起留在记录里，班级页上看得到。"
        />
        <p>只免这门课的这一版；以后发布的新版要重新看。</p>
        <div className="actions">
          <Button type="submit">免去这一样</Button>
        </div>
      </form>
    </ConfirmFold>
  );
}
