// Names and focus that the theme's parts lack.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
  document.querySelectorAll("pre > code").forEach((code) => { code.tabIndex = 0; });
  document.querySelectorAll(".md-code__nav").forEach((nav, place) => { nav.setAttribute("aria-label", `Code ${place + 1}`); });
});
