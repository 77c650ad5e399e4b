// Finds controls as a person names them: by role and name, through the light DOM and open shadow roots. Answers with
// [element, name] for each visible one. The name is worked out plainly here, to narrow the search; the driver's own
// computed role and name are asked for afterwards. The role `focused` stands for whatever has the focus.
const [role, wanted, scope] = arguments;
const SELECTORS = {
  alert: '[role=alert]',
  banner: 'header',
  button: 'button:not([role]), summary, [role=button]',
  checkbox: 'input[type=checkbox]',
  combobox: 'select',
  complementary: 'aside',
  file: 'input[type=file]',
  group: '[role=group], fieldset',
  label: 'label',
  heading: 'h1, h2, h3, h4, h5, h6',
  img: 'img[alt]',
  listitem: 'li',
  link: 'a[href]',
  main: 'main',
  navigation: 'nav',
  radio: 'input[type=radio]',
  region: 'section[aria-label], section[aria-labelledby], [role=region]',
  searchbox: 'input[type=search]',
  status: '[role=status], output',
  tab: '[role=tab]',
  tabpanel: '[role=tabpanel]',
  toolbar: '[role=toolbar]',
  textbox: 'input:not([type]), input[type=text], input[type=date], textarea',
};
const plain = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
// What is written in an element, without what is there for eyes alone.
const written = (element) => {
  if (!element.querySelector('[aria-hidden=true]')) return plain(element.textContent);
  const copy = element.cloneNode(true);
  for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove();
  return plain(copy.textContent);
};
const own = (element) => plain(element.getAttribute('aria-label') || written(element));
const byIds = (element, ids) => plain(ids.split(/\s+/).map((id) => element.getRootNode().getElementById(id)).filter(Boolean).map(own).join(' '));
const NAMED_BY_CONTENT = new Set(['button', 'heading', 'radio', 'tab', 'file', 'focused', 'label', 'link']);
const name = (element) => {
  const labelled = element.getAttribute('aria-labelledby');
  if (labelled) return byIds(element, labelled);
  if (element.getAttribute('aria-label')) return plain(element.getAttribute('aria-label'));
  if (role === 'img') return plain(element.alt);
  if (element.labels?.length) return plain([...element.labels].map(written).join(' '));
  return NAMED_BY_CONTENT.has(role) ? written(element) : '';
};
const seen = (element) => (element.checkVisibility ? element.checkVisibility({ visibilityProperty: true }) : true) && element.getClientRects().length > 0;
const found = [];
const walk = (root) => {
  for (const element of root.querySelectorAll(SELECTORS[role])) {
    if (!seen(element)) continue;
    const is = name(element);
    if (is.includes(wanted)) found.push([element, is]);
  }
  for (const element of root.querySelectorAll('*')) {
    // A closed root is known where the page notes it for us.
    const inside = element.shadowRoot ?? element.notedRoot;
    if (inside) walk(inside);
  }
};
if (role === 'focused') {
  let at = document.activeElement;
  const inside = (element) => element?.shadowRoot ?? element?.notedRoot;
  while (inside(at)?.activeElement) at = inside(at).activeElement;
  return [[at, name(at)]];
}
walk(scope ?? document);
return found;
