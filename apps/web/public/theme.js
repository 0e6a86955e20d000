// Sets the theme before first paint, so that the other theme never flashes. Dark by default. A separate file because the
// Content-Security-Policy forbids inline scripts.
(() => {
  let choice = 'dark';
  try {
    choice = localStorage.getItem('rockon.theme') ?? choice;
  } catch {
    // Storage is blocked: use the default.
  }
  if (choice !== 'system') document.documentElement.dataset.theme = choice === 'light' ? 'light' : 'dark';
})();
