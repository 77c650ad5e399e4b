// A program of the site's page: a file beside the page, compiled while it arrives. The build puts the file's name, its length in bytes, and
// a function that requests it in front (`zipingFile`, `zipingLength`, `zipingRequest`).
const zipingChecked = (answer) => {
  if (!answer.ok) throw new Error(`${zipingFile}: ${answer.status} ${answer.statusText}`);
  return answer;
};

const zipingProgram = async (fails) => {
  fails("missing");
  let answer = zipingChecked(await zipingRequest());
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
