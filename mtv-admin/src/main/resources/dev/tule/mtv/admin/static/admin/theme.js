// Before the page is drawn: light or dark, if somebody chose.
try {
  const chosen = localStorage.getItem("admin-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // No storage, no choice: the system's own stays.
}
