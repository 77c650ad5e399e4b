// What an element finds in the page around it and in what it is given. Placed before the element's class, in the same script.
const zipingText = (record) => (typeof record === "string" ? record : record ? JSON.stringify(record) : "");

const zipingChildren = (element, kind) => [
  ...element.querySelectorAll(`:scope > script[type="application/json"][data-ziping="${kind}"]`),
];

// The record in the page: a text, or the parts of a saved page as pairs of a name and a text; null if there is none.
const zipingOwn = (element) => {
  const all = zipingChildren(element, "record");
  if (all.length < 2 && !all[0]?.dataset.part) return all[0]?.textContent ?? null;
  return all.map((one) => [one.dataset.part ?? "", one.textContent]);
};
