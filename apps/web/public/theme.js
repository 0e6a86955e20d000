// Runs before the first paint, so that a chosen theme never flashes in as the other one. A file of its own because the
// Content-Security-Policy allows no inline script.
(() => {
  try {
    const choice = localStorage.getItem('rockon.theme');
    if (choice === 'dark' || choice === 'light') document.documentElement.dataset.theme = choice;
  } catch {
    // Without storage the system's theme applies.
  }
})();
