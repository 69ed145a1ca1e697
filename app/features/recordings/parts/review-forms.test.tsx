import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { EditedRecording } from '#app/features/recordings/desk.server.ts';
import type { ReviewStep } from '#app/features/recordings/reviews.server.ts';
import { PUBLICATION, ReviewForms, ReviewTrace, ToPublication } from './review-forms.tsx';

const recording = { id: 'r1', state: 'draft', hasCaptions: true } as EditedRecording;
const shown = (held: 'cuts' | 'failed-cuts' | 'film' | null, more: Partial<EditedRecording> = {}) =>
  renderToStaticMarkup(
    <ReviewForms
      recording={{ ...recording, ...more }}
      reviews={[]}
      mayDecide={false}
      held={held}
      fields={undefined}
      errors={[]}
    />,
  );

it('says what comes before handing in, and that a cut did not come about', () => {
  expect(shown('cuts')).toContain('看剪得怎样');
  expect(shown('failed-cuts')).toContain('这次没有剪成');
  expect(shown('failed-cuts')).not.toContain('等着剪');
  expect(shown(null, { hasCaptions: false })).toContain('配字幕');
  expect(shown(null)).toContain('>送审<');
});

it('leads from the film to what is to be done, while there is something', () => {
  const link = (state: EditedRecording['state'], mayDecide = false) =>
    renderToStaticMarkup(<ToPublication state={state} mayDecide={mayDecide} />);
  expect(link('draft')).toContain(`href="#${PUBLICATION}"`);
  expect(link('in-review', true)).toContain('去审看');
  expect(link('in-review')).toContain('去收回');
  expect(link('approved')).toContain('去发布');
  expect(link('published')).toBe('');
});

it('tells of an approval that was taken back', () => {
  const step = (takenBack: boolean, words = ''): ReviewStep => ({
    id: '1',
    submittedAt: '2026-11-22T05:00:00.000Z',
    submittedBy: '作者',
    consent: { people: '', way: 'nobody' },
    end: { outcome: 'approved', words, at: '2026-11-22T06:00:00.000Z', by: '教务', takenBack },
  });
  expect(renderToStaticMarkup(<ReviewTrace reviews={[step(true)]} />)).toContain('通过（后来收回了）。');
  const withWords = renderToStaticMarkup(<ReviewTrace reviews={[step(true, '讲得清楚')]} />);
  expect(withWords).toContain('通过（后来收回了）：讲得清楚');
  expect(renderToStaticMarkup(<ReviewTrace reviews={[step(false)]} />)).not.toContain('收回');
});
