import { SCHOOLS } from './slide-page.mjs';

const escaped = (text) =>
  text.replace(/[&<>"]/g, (ch) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[ch]);

const STYLE = `
* { box-sizing: border-box; margin: 0 }
body { width: var(--width); height: var(--height); overflow: hidden; background: #FBF9F4; color: #1E2A2F; font-family: "Noto Sans CJK SC", sans-serif }
main { display: flex; flex-direction: column; height: 100%; padding: 56px 64px }
h1 { font-size: 66px; line-height: 1.25; padding-left: 28px; border-left: 16px solid var(--school) }
main > div { margin: auto 0 }
ol { list-style: none; padding: 0 }
ol li { display: flex; gap: 32px; align-items: center; font-size: 58px; line-height: 1.3; padding: 24px 0; border-bottom: 2px solid #DDD6C8 }
ol li:last-child { border: 0 }
ol b { flex: none; width: 74px; height: 74px; border-radius: 16px; background: var(--school); color: #fff; font-size: 42px; line-height: 72px; text-align: center }
table { width: 100%; border-collapse: collapse; background: #fff; table-layout: fixed }
th, td { border: 3px solid #55646B; font-size: 48px; line-height: 1.35; height: 108px; padding: 14px 10px; text-align: center; vertical-align: middle }
th { background: var(--school); border-color: var(--school); color: #fff; font-weight: 700 }
p { font-size: 48px; line-height: 1.4; color: #55646B; margin-top: 36px }
.lines { background: #fff; border: 3px solid #DDD6C8; border-radius: 24px; padding: 30px 48px; box-shadow: 0 8px 20px rgba(30,42,47,.12) }
.lines div { font-size: 52px; line-height: 1.35; padding: 14px 0 }
.lines div:first-child { font-weight: 700; font-size: 62px }
.lines div:last-child { color: var(--school); font-weight: 700; border-top: 2px solid #DDD6C8; margin-top: 10px; padding-top: 24px; font-size: 48px }
.sheet { padding: 48px }
.sheet h1 { font-size: 52px; text-align: center; border: 0; padding: 0 }
.sheet th { width: 190px; font-size: 34px; height: 84px; background: #F1ECE0; color: #1E2A2F; border-color: #55646B }
.sheet td { font-size: 34px; height: 84px; text-align: left; padding: 14px 22px; color: #1F3F8A }
`;

const layouts = {
  list: ({ lines }) =>
    `<ol>${lines.map((line, n) => `<li><b>${n + 1}</b><span>${escaped(line)}</span></li>`).join('')}</ol>`,
  card: ({ lines }) =>
    `<div class="lines">${lines.map((line) => `<div>${escaped(line)}</div>`).join('')}</div>`,
  table: ({ columns, rows, below }) =>
    `<table><tr>${columns.map((word) => `<th>${escaped(word)}</th>`).join('')}</tr>${rows
      .map((row) => `<tr>${row.map((word) => `<td>${escaped(word)}</td>`).join('')}</tr>`)
      .join('')}</table>${below ? `<p>${escaped(below)}</p>` : ''}`,
  sheet: ({ rows }) =>
    `<table>${rows.map(([what, words]) => `<tr><th>${escaped(what)}</th><td>${escaped(words)}</td></tr>`).join('')}</table>`,
};

/** The size of a picture: a sheet stands upright, a slide lies. */
export function sizeOf({ layout }) {
  return layout === 'sheet' ? { width: 900, height: 1060 } : { width: 1280, height: 720 };
}

/** The page that is photographed: a slide that lies beside a lecture, or a sheet that somebody has filled in. */
export function stillPage(still, school) {
  const { width, height } = sizeOf(still);
  const variables = `--width:${width}px;--height:${height}px;--school:${SCHOOLS[school].colour}`;
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>${STYLE}</style><body style="${variables}">
<main class="${still.layout}"><h1>${escaped(still.title)}</h1><div>${layouts[still.layout](still)}</div></main></body></html>`;
}
