import { kindCodes, kindNames, type SuggestionKind } from '#app/features/suggestions/suggestions.rules.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';
import { useSpoken } from '#app/ui/view.tsx';

const hints: Record<SuggestionKind, string> = {
  suggestion: '想要什么课、哪里可以做得更好。',
  complaint: '对人、对事不满意。被投诉的人看不到，也不办这一份。',
  burden: '重复填表、强制打卡、排名、按时长考核。直接交给学院管理员。',
  technical: '打不开、看不清、按了没有反应。',
  other: '别的事。',
};

/** What is written into the box. `token`: of this page, so that a form sent twice is there once. */
export function WritingForm({
  token,
  signedIn,
  answer,
}: {
  token: string;
  signedIn: boolean;
  answer: FormAnswer | undefined;
}) {
  const spoken = useSpoken();
  const field = fieldOf(answer);
  const { defaultValue: kind, ...kindField } = field('kind');
  const { defaultValue: named = 'yes', ...namedField } = field('named');
  return (
    <form className="form" method="post" action="/suggestions">
      <input type="hidden" name="token" value={token} />
      <RadioGroup
        {...kindField}
        label="是哪一类"
        value={kind}
        choices={kindCodes.map((value) => ({ value, label: kindNames[value], hint: spoken(hints[value]) }))}
      />
      <TextArea
        {...field('words')}
        label={spoken('你想说什么')}
        hint="说清楚在哪里、什么时候、什么事。请不要写身份证号、病情和别人的电话。"
        rows={6}
        maxLength={2000}
      />
      <TextField
        {...field('about')}
        label="说的是哪个人"
        hint="写姓名。写了，这一份就不会交给他办。不是说人的，不用写。"
        optional
        maxLength={60}
        autoComplete="off"
      />
      {signedIn ? (
        <RadioGroup
          {...namedField}
          label={spoken('写不写你的名字')}
          value={named}
          choices={[
            {
              value: 'yes',
              label: '写名字',
              hint: spoken('答复的人看得到你的名字，每走一步都会通知你。'),
            },
            {
              value: 'no',
              label: '不写名字',
              hint: spoken(
                '系统里不记是谁写的，也不记几点写的，只记哪一天。没有人能通知你：提交以后给一个回执码，凭它看答复。',
              ),
            },
          ]}
        />
      ) : (
        <p className="quiet">
          {spoken(
            '没有登录，这一份就不写名字：系统里不记是谁写的，只记哪一天。提交以后给一个回执码，凭它看答复。想写名字，请先登录。',
          )}
        </p>
      )}
      <div className="actions">
        <Button tone="primary">提交</Button>
      </div>
    </form>
  );
}
