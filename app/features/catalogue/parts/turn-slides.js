// Works on its own, without the page's framework: the arrow keys follow the links to the slides before and after.
const keys = { ArrowRight: 'next', PageDown: 'next', ArrowLeft: 'prev', PageUp: 'prev' };

addEventListener('keydown', (event) => {
  const rel = keys[event.key];
  if (!rel || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target instanceof Element && event.target.closest('input, textarea, select')) return;
  const link = document.querySelector(`a[rel=${rel}]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
