// Before the page is drawn: the colours that the reader chose, and a sign that scripts run. A
// classic script, so that nothing of the page is seen in other colours first.
{
  const root = document.documentElement;
  root.classList.add("js");
  if (location.hash.length > 1) root.classList.add("leads-somewhere");
  try {
    const chosen = localStorage.getItem("maitrise-colours");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // Storage is off: the colours of the device.
  }
}
