// Does what a plan says, as a person's events would, and notes when each edit was begun and what the page then showed as
// saved. `typist.saved` is the last edit up to which the page said so with nothing after it.
const [plan] = arguments;
const root = document.querySelector('ziping-form').shadowRoot;
const typist = { at: [], saved: -1, refused: 0, fault: null };
window.typist = typist;
const status = () => document.querySelector('[data-ziping=saved]')?.dataset.state ?? 'none';
typist.look = () => {
  const now = status();
  if (now === 'saved') typist.saved = typist.at.length;
  if (now === 'not-saved') typist.refused = typist.at.length + 1;
  return now;
};
new MutationObserver(typist.look).observe(document.getElementById('ziping-shell'), { subtree: true, childList: true, attributeFilter: ['data-state'] });
typist.look();

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const until = async (what, find) => {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = find();
    if (found) return found;
    await pause(5);
  }
  throw new Error(`there is no ${what}`);
};
const field = (id) => root.getElementById(id);
const step = (keys) => [...document.querySelectorAll(`button[title="${keys}"]`)].find((button) => !button.disabled);
// From here on the edit counts.
const begin = () => typist.at.push(Math.floor(performance.timeOrigin + performance.now()));

const acts = {
  async write({ id, text, settles }) {
    const note = id.match(/^note-text-(\d+)$/);
    if (note && !field(id)) (await until(`button note-${note[1]}`, () => field(`note-${note[1]}`))).click();
    const input = await until(id, () => field(id));
    begin();
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertText' }));
    if (settles) input.dispatchEvent(new Event('change', { bubbles: true }));
  },
  async add({ button, id }) {
    const adds = await until(button, () => field(button));
    begin();
    adds.click();
    await until(id, () => field(id));
  },
  async undo() {
    const button = await until('undo', () => step('Ctrl+Z'));
    begin();
    button.click();
  },
  async redo() {
    const button = await until('redo', () => step('Ctrl+Shift+Z'));
    begin();
    button.click();
  },
};
(async () => {
  for (const edit of plan) {
    await pause(edit.pause);
    await acts[edit.do](edit);
  }
})().catch((fault) => { typist.fault = `edit ${typist.at.length + 1}: ${fault.message}`; });
