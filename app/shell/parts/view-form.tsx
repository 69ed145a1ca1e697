import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import type { TextSize, View } from '#app/ui/view.tsx';

/** The same as the switch in the header, with both questions in one place. Stays on for the account. */
export function ViewForm({ view, textSize }: { view: View; textSize: TextSize }) {
  return (
    <form className="form" method="post" action="/view">
      <input type="hidden" name="to" value="/me/settings?saved=view" />
      <RadioGroup
        name="view"
        label="用哪一版"
        value={view}
        choices={[
          { value: 'standard', label: '标准版' },
          { value: 'elder', label: '长辈版', hint: '字大、按钮大、对比强，一屏一件事。' },
        ]}
      />
      <RadioGroup
        name="size"
        label="长辈版的字号"
        value={textSize}
        layout="inline"
        choices={[
          { value: '1', label: '大' },
          { value: '2', label: '更大' },
          { value: '3', label: '最大' },
        ]}
      />
      <div className="actions">
        <Button tone="primary">保存</Button>
      </div>
    </form>
  );
}
