for (const figure of JSON.parse(document.getElementById("figures").textContent)) {
  for (const [name, locale] of Object.entries(figure.config.locales || {})) {
    Plotly.register({ moduleType: "locale", name, ...locale });
  }
  Plotly.newPlot(figure.place, figure.data, figure.layout, figure.config);
}
