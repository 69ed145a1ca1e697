import { writeSecond } from '#app/features/recordings/chapters.rules.ts';
import type { EditedSlide } from '#app/features/recordings/slides-desk.server.ts';
import { Button } from '#app/ui/button.tsx';
import { FileField } from '#app/ui/file-field.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';
import type { Sent } from './film-desk.tsx';
import slideTimes from './slide-times.js?url';

/** All slides of a draft with their times and words. Every button keeps what was typed on the page. */
export function SlideEditor({
  slides,
  film,
  sent,
}: {
  slides: readonly EditedSlide[];
  film: string;
  sent: Sent;
}) {
  return (
    <form className="form max-w-none" method="post">
      <input type="hidden" name="film" value={sent.fields.film ?? film} />
      {/* First in the form, so that the Enter key saves. */}
      <SaveButton />
      {slides.map((slide, n) => (
        <SlideFields key={slide.id} slide={slide} number={n + 1} sent={sent} />
      ))}
      <SaveButton />
      <script type="module" src={slideTimes} />
    </form>
  );
}

function SaveButton() {
  return (
    <div className="actions">
      <Button type="submit" name="deed" value="save" tone="primary">
        保存时间和文字
      </Button>
    </div>
  );
}

function SlideFields({
  slide: { id, address, fromMs, words },
  number,
  sent: { fields, errorOf },
}: {
  slide: EditedSlide;
  number: number;
  sent: Sent;
}) {
  const [from, said] = [`from-${id}`, `words-${id}`];
  return (
    <fieldset className="card slide-card">
      <legend className="sr-only">第 {number} 张</legend>
      <img src={address} alt={words} loading="lazy" className="slide-picture" />
      <div className="stack gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <strong aria-hidden="true">第 {number} 张</strong>
          <Button
            type="submit"
            name="deed"
            value={`remove:${id}`}
            tone="quiet"
            aria-label={`拿掉第 ${number} 张`}
          >
            拿掉
          </Button>
        </div>
        <div className="flex flex-wrap items-end gap-3">
          <TextField
            name={from}
            label="从哪里开始"
            width="short"
            defaultValue={fields[from] ?? writeSecond(fromMs)}
            error={errorOf(from)}
          />
          <Button type="button" data-now-for={from} hidden aria-label={`第 ${number} 张用现在的时间`}>
            用现在的时间
          </Button>
        </div>
        <TextArea
          name={said}
          label="这一张上是什么"
          rows={2}
          defaultValue={fields[said] ?? words}
          error={errorOf(said)}
        />
      </div>
    </fieldset>
  );
}

/** Several pictures at once. Unfolded where there are none yet, and where something is to be mended. */
export function AddSlides({ error, isFirst }: { error: string | undefined; isFirst: boolean }) {
  return (
    <details className="fold" open={isFirst || error !== undefined}>
      <summary>{isFirst ? '上传幻灯片' : '再加几张'}</summary>
      <form className="form" method="post" encType="multipart/form-data">
        <FileField
          name="pictures"
          label="幻灯片图片"
          accept="image/png,image/jpeg,image/webp"
          multiple
          hint="PNG、JPEG 或 WebP，可以一次选好几张，每张最大 5 MB。在演示软件里选“另存为”或“导出”，类型选图片，就能一次导出全部。"
          error={error}
        />
        <div className="actions">
          <Button type="submit">上传</Button>
        </div>
      </form>
    </details>
  );
}

/** The same where nothing can be changed any more. */
export function SlideList({ slides }: { slides: readonly EditedSlide[] }) {
  return (
    <ol className="stack m-0 list-none gap-4 p-0">
      {slides.map(({ id, address, fromMs, words }, n) => (
        <li key={id} className="card slide-card">
          <img src={address} alt={words} loading="lazy" className="slide-picture" />
          <p className="m-0">
            <strong>第 {n + 1} 张</strong> <span className="quiet figures">{writeSecond(fromMs)}</span>
            <br />
            {words}
          </p>
        </li>
      ))}
    </ol>
  );
}
