// Works on its own, without the page's framework: shows shortly before the session ends until when it lasts, and lets people go on
// without losing what they typed. To ask how long it lasts is no use of it; use elsewhere (another window, a lecture) moves the end.
const bar = document.querySelector('[data-idle-seconds]');
const words = bar.querySelector('p');
const form = bar.querySelector('form');
const warningMs = Number(bar.dataset.warningSeconds) * 1000;
const LONGEST_WAIT_MS = 3_600_000;
let endsAt = Date.now() + Number(bar.dataset.idleSeconds) * 1000;
let timer;

function waitUntil(moment) {
  clearTimeout(timer);
  timer = setTimeout(look, Math.min(LONGEST_WAIT_MS, Math.max(1000, moment - Date.now())));
}

async function look() {
  if (Date.now() < endsAt - warningMs) return waitUntil(endsAt - warningMs);
  try {
    tell(await fetch(form.action, { headers: { accept: 'application/json' } }));
  } catch {
    waitUntil(Date.now() + 20_000);
  }
}

async function tell(answer) {
  if (answer.status === 401) {
    clearTimeout(timer);
    return show('登录已经结束。页面上填的不会丢：照常提交，登录以后接着办。', false);
  }
  const state = await answer.json();
  endsAt = Date.now() + state.secondsLeft * 1000;
  const isSoon = endsAt - Date.now() <= warningMs + 1000;
  if (isSoon) show(state.words, state.extendable);
  else bar.hidden = true;
  waitUntil(isSoon ? endsAt + 1000 : endsAt - warningMs);
}

function show(text, extendable) {
  bar.hidden = false;
  form.hidden = !extendable;
  if (words.textContent !== text) words.textContent = text;
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  try {
    await tell(await fetch(form.action, { method: 'POST', headers: { accept: 'application/json' } }));
  } catch {
    words.textContent = '网络没有连上，请再按一次。';
  }
});
document.addEventListener('visibilitychange', () => document.hidden || look());
waitUntil(endsAt - warningMs);
