// The service worker of the site: the page opens without a network once it was open with one. The build puts two names in front:
// `zipingFiles`, each file of the site with its hash as Subresource Integrity has it, and `zipingVersion`, the hash of that list. So this
// file changes whenever any file of the site does.
//
// A version is one cache. The files in it were checked against their hashes, so they belong together even if the server's folder is
// replaced meanwhile. A new version waits until no page of the old one is open (`skipWaiting` is never called): an open page finds the files
// that it was made with.
const scope = self.registration.scope;
// Other sites in other folders of the server have caches at the same origin.
const own = `ziping ${scope} `;
const cacheName = own + zipingVersion;
// Rubrics beside the page are the server's to change. The last answers are for when there is no network.
const rubricsName = `${own}rubrics`;

// The name of a file of the site, without the query; an address elsewhere gives its whole text, which is no name.
const nameOf = (address) => {
  const path = address.split(/[?#]/, 1)[0];
  return path === scope ? "index.html" : path.startsWith(scope) ? path.slice(scope.length) : path;
};

const isRubric = (name) => name.startsWith("rubrics/");

// Fetches a file with the content that this version has.
const fetchFile = async (name) => {
  const options = (cache) => ({ cache, integrity: zipingFiles[name] });
  // The name of the program is its content: any copy that the browser has is right, and the page has just fetched it.
  const answer = name.endsWith(".wasm")
    ? await fetch(name, options("force-cache")).catch(() => fetch(name, options("reload")))
    : await fetch(name, options("no-cache"));
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${answer.statusText}`);
  // A page that a server gave under another address (`./` for `index.html`) would be refused as the answer to a navigation.
  return answer.redirected ? new Response(await answer.blob(), { headers: answer.headers }) : answer;
};

const install = async () => {
  const cache = await caches.open(cacheName);
  const add = async (name) => {
    // A program that the version before has too is not fetched again.
    const known = name.endsWith(".wasm") ? await caches.match(name) : undefined;
    await cache.put(name, known ?? (await fetchFile(name)));
  };
  await Promise.all(Object.keys(zipingFiles).map(add));
};

const activate = async () => {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(own) && name !== cacheName && name !== rubricsName);
  await Promise.all(old.map((name) => caches.delete(name)));
  // Pages that no worker serves: those of the first visit, so that they save copies without a network too. A page of the version before
  // would have kept this version waiting.
  await self.clients.claim();
  await keepRubrics();
};

// Keeps the rubrics that pages of the first visit have read, before there was a worker.
const keepRubrics = async () => {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  const asked = pages.map(({ url }) => new URL(new URL(url).searchParams.get("rubric") ?? "", url).href);
  const rubrics = asked.filter((address) => isRubric(nameOf(address)));
  await Promise.allSettled(rubrics.map((address) => latest(new Request(address))));
};

const stored = async (name, request) => {
  const cache = await caches.open(cacheName);
  // A browser that is short of space may have removed it.
  return (await cache.match(name)) ?? fetch(request);
};

const latest = async (request) => {
  const cache = await caches.open(rubricsName);
  try {
    const answer = await fetch(request);
    // A full disk must not cost the answer.
    if (answer.ok) await cache.put(request, answer.clone()).catch(() => {});
    return answer;
  } catch (error) {
    const last = await cache.match(request);
    if (last) return last;
    throw error;
  }
};

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const name = nameOf(request.url);
  if (Object.hasOwn(zipingFiles, name)) event.respondWith(stored(name, request));
  else if (isRubric(name)) event.respondWith(latest(request));
});
