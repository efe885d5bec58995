// Runs before the first paint, so that a chosen look never flashes. A plain file because the page's policy forbids inline scripts.
try {
  const root = document.documentElement;
  for (const name of ['theme', 'density', 'contrast', 'motion']) {
    const chosen = localStorage.getItem(`task-sync.${name}`);
    if (chosen !== null) root.dataset[name] = chosen;
  }
  const size = Number(localStorage.getItem('task-sync.text-size'));
  if (size >= 85 && size <= 150) root.style.fontSize = `${size}%`;
} catch {
  // Storage is switched off: everything is as the system has it.
}
