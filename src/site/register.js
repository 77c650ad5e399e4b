// Starts the program of the site's page, and registers the service worker.

// Lets the page open without a network the next time. Only once the form is there: the worker fetches the one-file page, which is larger
// than the program. There is no worker for a page from disk, in a sandboxed frame, or without https; the form does not need one.
const zipingRegister = async () => {
  if (isSecureContext && document.URL.startsWith("http")) await navigator.serviceWorker.register("sw.js");
};

zipingBoot().then((runs) => runs && zipingRegister()).catch((error) => console.info(error));
