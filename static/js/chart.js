// Draws every element with data-chart="ID" from the JSON of <script id="ID" type="application/json">.
"use strict";

const CONFIG = { displaylogo: false, showSendToCloud: false, plotlyServerURL: "", responsive: true, displayModeBar: false };

for (const place of document.querySelectorAll("[data-chart]")) {
  const spec = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  Plotly.newPlot(place, spec.data, spec.layout, CONFIG);
}
