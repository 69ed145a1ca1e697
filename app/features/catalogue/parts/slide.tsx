import { ButtonLink } from '#app/ui/button.tsx';
import { RichText } from '#app/ui/rich-text.tsx';
import turnSlides from './turn-slides.js?url';

/** One slide on its sheet. The HTML was made from Markdown and is clean. */
export function Slide({ html, number, total }: { html: string; number: number; total: number }) {
  return (
    <section className="slide" aria-label={`第 ${number} 张，共 ${total} 张`}>
      <RichText html={html} />
    </section>
  );
}

/** Plain links to the slides before and after; the arrow keys do the same. */
export function SlideTurner({
  code,
  number,
  total,
  showsAll,
}: {
  code: string;
  number: number;
  total: number;
  showsAll: boolean;
}) {
  const address = (n: number) => `/courses/${code}/slides?n=${n}`;
  const before = !showsAll && number > 1 ? address(number - 1) : null;
  const after = !showsAll && number < total ? address(number + 1) : null;
  return (
    <>
      {showsAll ? null : (
        <p className="quiet figures no-print">
          第 {number} 张，共 {total} 张。键盘的左右方向键也能翻。
        </p>
      )}
      <nav className="actions no-print" aria-label="翻页">
        {before ? (
          <ButtonLink href={before} rel="prev">
            上一张
          </ButtonLink>
        ) : null}
        {after ? (
          <ButtonLink href={after} rel="next" tone="primary">
            下一张
          </ButtonLink>
        ) : null}
        {showsAll ? (
          <ButtonLink href={address(1)}>一张一张看</ButtonLink>
        ) : (
          <ButtonLink href={`/courses/${code}/slides?all=1`} tone="quiet">
            全部展开，方便打印
          </ButtonLink>
        )}
      </nav>
      <script type="module" src={turnSlides} />
    </>
  );
}
