// Works on its own, without the page's framework: a button beside each time takes the moment at which the film stands.
const film = document.querySelector('video[data-film]');
for (const button of document.querySelectorAll('button[data-now-for]')) {
  const field = document.getElementsByName(button.dataset.nowFor)[0];
  if (!film || !field) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    const seconds = Math.floor(film.currentTime);
    const two = (value) => String(value).padStart(2, '0');
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    field.value = h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
    field.focus();
  });
}
