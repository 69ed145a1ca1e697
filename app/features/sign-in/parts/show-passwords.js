// Works on its own, without the page's framework: brings the button that shows what was typed into a password form.
for (const button of document.querySelectorAll('[data-show-passwords]')) {
  const fields = button.form.querySelectorAll('input[type=password]');
  button.hidden = false;
  button.addEventListener('click', () => {
    const shown = button.getAttribute('aria-pressed') !== 'true';
    for (const field of fields) field.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shown));
    button.textContent = shown ? '隐藏密码' : '显示密码';
  });
}
