import "ziping";

document.querySelector("ziping-form").addEventListener("input", ({ detail }) => {
  document.querySelector("output").textContent = `${detail.total ?? "–"} / ${detail.maximum}`;
});
