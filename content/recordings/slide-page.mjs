import { pictureOf } from './pictures.mjs';

/** The colour and mark of each school. */
export const SCHOOLS = {
  party: { name: '社区党校', mark: '党', colour: '#B3321F' },
  governance: { name: '社区治理学院', mark: '治', colour: '#33508A' },
  senior: { name: '老年学校', mark: '老', colour: '#9A6412' },
  citizen: { name: '市民学校', mark: '民', colour: '#1F6B57' },
};

const escaped = (text) =>
  text.replace(/[&<>"]/g, (ch) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[ch]);

const STYLE = `
* { box-sizing: border-box; margin: 0 }
body { width: 1280px; height: 720px; overflow: hidden; background: #FBF9F4; color: #1E2A2F; font-family: "Noto Sans CJK SC", sans-serif; position: relative }
.scene { position: absolute; inset: 0 }
.scene svg { position: absolute; left: 0; top: 0 }
.layer { filter: drop-shadow(0 5px 6px rgba(30,42,47,.16)) }
.head { position: absolute; left: 72px; top: 44px; display: flex; align-items: center; gap: 14px; font-size: 24px; color: #55646B }
.mark { width: 44px; height: 44px; border-radius: 50%; background: var(--school); color: #fff; font-weight: 700; font-size: 25px; line-height: 43px; text-align: center }
h1 { position: absolute; left: 72px; top: 116px; width: 760px; font-size: 58px; line-height: 1.25; font-weight: 700; letter-spacing: .01em }
ul { position: absolute; left: 72px; top: var(--top); width: 750px; list-style: none; padding: 0 }
li { position: relative; padding-left: 58px; font-size: var(--type); line-height: 1.35; margin-bottom: var(--gap) }
li .dot { position: absolute; left: 0; top: calc(var(--type) * .675 - 19px); width: 38px; height: 38px; border-radius: 10px; border: 3px solid var(--school); color: var(--school); font-size: 24px; line-height: 32px; text-align: center; font-weight: 700 }
li.now { font-weight: 700 }
li.now .dot { background: var(--school); color: #fff }
.cover { position: absolute; left: 72px; top: 180px; width: 720px }
.cover .series { font-size: 38px; color: var(--school); font-weight: 700 }
.cover .headline { font-size: var(--headline); line-height: 1.28; font-weight: 700; margin: 14px 0 30px }
.cover .by { font-size: 28px; color: #55646B; line-height: 1.6 }
.rule { width: 96px; height: 8px; border-radius: 4px; background: var(--school); margin-bottom: 24px }
`;

/**
 * Runs in the page: puts every staged thing where it is at `p` (0…1) of beat `beat`; `leave` fades the slide out.
 * Wrapped in a function because slides follow each other in one page, where a second `const` would be refused.
 */
const staging = (bullets) => `(() => {
const ease = (p) => 1 - Math.pow(1 - p, 3);
const place = {
  rise: (seen) => 'translateY(' + 26 * (1 - seen) + 'px)',
  slide: (seen) => 'translateX(' + -34 * (1 - seen) + 'px)',
  grow: (seen) => 'scale(' + (0.7 + 0.3 * seen) + ')',
  none: () => 'none',
};
window.stage = (beat, p, leave) => {
  for (const el of document.querySelectorAll('[data-at]')) {
    const at = Number(el.dataset.at);
    const seen = at < beat ? 1 : at === beat ? ease(p) : 0;
    el.style.opacity = Math.min(1, seen * 1.4) * (1 - leave);
    el.style.transformBox = 'fill-box';
    el.style.transformOrigin = '50% 100%';
    el.style.transform = place[el.dataset.how || 'rise'](seen);
  }
  const now = Math.min(beat, ${bullets});
  for (const li of document.querySelectorAll('li')) li.classList.toggle('now', Number(li.dataset.at) === now);
};
})();`;

function bulletList(slide) {
  const items = slide.bullets.map(
    (text, i) =>
      `<li data-at="${i + 1}" data-how="slide"><span class="dot">${i + 1}</span>${escaped(text)}</li>`,
  );
  return `<h1 data-at="0">${escaped(slide.title)}</h1><ul>${items.join('')}</ul>`;
}

function coverOf(script, school) {
  return `<div class="cover" data-at="0"><div class="series">${escaped(script.cover.series)}</div><div class="headline">${script.cover.headline.split('\n').map(escaped).join('<br>')}</div>
<div class="rule"></div><div class="by" data-at="1">讲授岗位：${escaped(script.teacherRole)}<br>${school.name}编写 · 语音由电脑合成</div></div>`;
}

/** The page of one slide: 1280×720, still until `stage(beat, progress, leaving)` is called in it. */
export function slidePage(script, slide) {
  const school = SCHOOLS[script.school];
  const large = script.largeType === true;
  const many = slide.bullets.length;
  const type = large ? (many > 4 ? 44 : 54) : many > 5 ? 42 : 46;
  const gap = many > 5 ? 12 : many > 4 ? 20 : many > 3 ? 32 : 46;
  const variables = `--school:${school.colour};--type:${type}px;--gap:${gap}px;--top:${large ? 232 : 226}px;--headline:${script.cover.headline.length > 9 ? 80 : 88}px`;
  const head = `<div class="head"><span class="mark">${school.mark}</span><span>${school.name} · ${escaped(script.cover.series)}</span></div>`;
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>${STYLE}</style><body style="${variables}">
<div class="scene">${pictureOf(slide.picture, school.colour)}</div>${head}${slide.cover ? coverOf(script, school) : bulletList(slide)}
<script>${staging(many)}</script></body></html>`;
}
