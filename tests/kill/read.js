// What the form holds, and what the page says of saving.
const root = document.querySelector('ziping-form')?.shadowRoot;
const status = document.querySelector('[data-ziping=saved]');
const typed = /^(i-\d+|note-text-\d+|p-school|r-head|r-filled-by|wide-r-\w+|period|[eq]-\d+-\d+-(name|text))$/;
const fields = root ? [...root.querySelectorAll('input, textarea')].filter(({ id, type }) => type.startsWith('text') && typed.test(id)) : [];
const ready = Boolean(status) && fields.length > 0;
return [ready, status?.dataset.state ?? 'none', Object.fromEntries(fields.map(({ id, value }) => [id, value]))];
