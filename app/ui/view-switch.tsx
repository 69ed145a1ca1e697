import type { TextSize, View } from './view.tsx';

const sizeNames: Record<TextSize, string> = { '1': '大', '2': '更大', '3': '最大' };

/** Posts `view=elder|standard` and the address to come back to. Works without JavaScript. */
export function ViewSwitch({ view, here }: { view: View; here: string }) {
  const other = view === 'elder' ? 'standard' : 'elder';
  return (
    <form action="/view" method="post" className="view-switch">
      <input type="hidden" name="to" value={here} />
      <button type="submit" className="header-link" name="view" value={other}>
        {other === 'elder' ? '长辈版' : '标准版'}
      </button>
    </form>
  );
}

/** 字号: posts `view=elder` and `size=1|2|3`. */
export function TextSizeSwitch({ textSize, here }: { textSize: TextSize; here: string }) {
  return (
    <form action="/view" method="post" className="size-switch" aria-label="字号">
      <input type="hidden" name="to" value={here} />
      <input type="hidden" name="view" value="elder" />
      <span aria-hidden="true">字号</span>
      {(Object.keys(sizeNames) as TextSize[]).map((size) => (
        <button type="submit" key={size} name="size" value={size} aria-pressed={size === textSize}>
          {sizeNames[size]}
        </button>
      ))}
    </form>
  );
}
