// Hides everything else in the document from the next print. Placed before the element's class, in the same script.
const zipingPrint = (element) => {
  const off = zipingStyle(document, `@media print {
      :not(:has([data-ziping-paper]), [data-ziping-paper]) { display: none !important; }
      :has([data-ziping-paper]) { all: revert !important; margin: 0 !important; padding: 0 !important; border: 0 !important; }
    }`);
  element.setAttribute("data-ziping-paper", "");
  addEventListener("afterprint", () => {
    element.removeAttribute("data-ziping-paper");
    off?.();
  }, { once: true });
};
