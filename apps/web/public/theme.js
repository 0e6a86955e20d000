// Runs before the first paint, so that the theme never flashes in as the other one. Dark until somebody chooses. A file of its own because the
// Content-Security-Policy allows no inline script.
(() => {
  let choice = 'dark';
  try {
    choice = localStorage.getItem('rockon.theme') ?? choice;
  } catch {
    // Without storage nobody has chosen.
  }
  if (choice !== 'system') document.documentElement.dataset.theme = choice === 'light' ? 'light' : 'dark';
})();
