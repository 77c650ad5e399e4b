// The program of the site's page: a file beside the page, compiled while it arrives. The build puts the file's name and its length in bytes
// in front (`zipingFile`, `zipingLength`). A script in the page's head has requested it (`zipingAnswer`), before most of the page was there.
const zipingChecked = (answer) => {
  if (!answer.ok) throw new Error(`${zipingFile}: ${answer.status} ${answer.statusText}`);
  return answer;
};

const zipingProgram = async (fails) => {
  fails("missing");
  let answer = zipingChecked(await zipingAnswer);
  // Browsers compile no other type while it arrives, and many servers do not know this one.
  if (answer.headers.get("Content-Type") === "application/wasm") {
    try {
      return await WebAssembly.compileStreaming(answer);
    } catch {
      // Browsers do not say whether the network failed, the file is damaged or they are too old for it. A copy in a cache may be damaged, so
      // that one is left out.
      answer = zipingChecked(await fetch(zipingFile, { cache: "reload" }));
    }
  }
  const bytes = await answer.arrayBuffer();
  fails("damaged");
  if (bytes.byteLength !== zipingLength) throw new Error(`${zipingFile}: ${bytes.byteLength} bytes instead of ${zipingLength}`);
  fails("browser");
  return WebAssembly.compile(bytes);
};

// Lets the page open without a network the next time. Only once the form is there: the worker fetches the one-file page, which is larger
// than the program. There is no worker for a page from disk, in a sandboxed frame, or without https; the form does not need one.
const zipingRegister = async () => {
  if (isSecureContext && document.URL.startsWith("http")) await navigator.serviceWorker.register("sw.js");
};

zipingBoot().then((runs) => runs && zipingRegister()).catch((error) => console.info(error));
