import { DeclarationFields } from '#app/features/declarations/parts/declaration-form.tsx';
import type { DeclarationSheet } from '#app/features/declarations/reading.server.ts';
import type { SameThing } from '#app/features/declarations/same-items.server.ts';
import type { FormAnswer } from '#app/lib/form-answer.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { Button } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';

/** One's own draft, or what came back: every button keeps the words first. */
export function OwnForm({
  sheet: { declared, kind, files },
  same,
  answer,
}: {
  sheet: DeclarationSheet;
  same: readonly SameThing[];
  answer: FormAnswer | undefined;
}) {
  if (!kind)
    return (
      <Notice tone="warn" title="现在不收这一种申报">
        学分规则里已经没有这一种，改不了也交不了。可以在下面{declared.state === 'draft' ? '删掉' : '撤回'}
        ，有疑问请联系教务。
      </Notice>
    );
  const { title, organiser, part, certificate, companions, occurredOn, words, level, units, again } =
    declared;
  const usual = {
    ...{ title, organiser, part, certificate, companions, occurredOn, words },
    level: level ?? '',
    units: units === null ? '' : formatHundredths(units),
    again: again ? 'yes' : 'no',
    sameAs: declared.sameAs,
  };
  return (
    <form className="form" method="post" encType="multipart/form-data">
      {/* The first button is what Enter presses: it must keep and nothing else. */}
      <button type="submit" name="means" value="save" className="sr-only" tabIndex={-1} aria-hidden="true">
        保存
      </button>
      <input type="hidden" name="seen" value={declared.savedAt} />
      <DeclarationFields kind={kind} answer={answer} usual={usual} files={files} same={same} />
      <div className="actions">
        <Button name="means" value="send" tone="primary">
          {declared.state === 'returned' ? '补好了，再提交' : '提交审核'}
        </Button>
        <Button name="means" value="save">
          存草稿，再看怎么算
        </Button>
      </div>
    </form>
  );
}
