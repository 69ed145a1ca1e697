// Works on its own, without the page's framework: follows how far a film is, and opens the page anew when that has ended.
for (const place of document.querySelectorAll('[data-film-progress]')) {
  const events = new EventSource(place.dataset.filmProgress);
  const [bar, words] = [place.querySelector('progress'), place.querySelector('[data-words]')];
  const wasWaiting = place.dataset.state === 'waiting';
  events.addEventListener('message', ({ data }) => {
    const now = JSON.parse(data);
    if (now.state === 'done' || now.state === 'failed' || (wasWaiting && now.state === 'running')) {
      events.close();
      location.reload();
      return;
    }
    if (bar) bar.value = now.percent;
    if (words && now.words) words.textContent = `${now.words}，做完了 ${now.percent}%。`;
  });
}
