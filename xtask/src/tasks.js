// Work without a view, in a worker: the same program once more, in an instance of its own, so that the page answers meanwhile. A page from
// disk has no file for a worker, so the worker's script is made of the text of these functions. Nothing but values goes in and out.
const zipingWork = (glue) => {
  onmessage = async ({ data: [module, name, input] }) => {
    try {
      const { start, imports } = glue();
      start(await WebAssembly.instantiate(module, imports()), module);
      postMessage(["done", await zipingPerform(name, input, (percent) => postMessage(["at", percent]))]);
    } catch (error) {
      postMessage(["failed", String(error)]);
    }
  };
  // A browser that does not hand over a compiled program.
  onmessageerror = () => postMessage(["refused"]);
  // From disk, WebKit lets a worker read no file, not even one of its own.
  new Blob(["1"]).arrayBuffer().then(() => postMessage(["ready"]), () => postMessage(["refused"]));
};

// How long a worker may take to begin, in milliseconds. Some browsers say nothing where a policy refuses a worker.
const zipingBegin = 3000;

// Called on behalf of the program, whose module this is. Gives the output of a task; `undefined` where there is no worker, so that the program does the work itself.
const zipingTask = (module, name, input, report, signal) => new Promise((resolve, reject) => {
  const address = URL.createObjectURL(new Blob([`(${zipingWork})(${zipingGlue});`], { type: "text/javascript" }));
  let worker, isReady = false;
  const end = (settle, value) => {
    clearTimeout(timer);
    worker?.terminate();
    URL.revokeObjectURL(address);
    settle(value);
  };
  const fail = (error) => {
    console.error(error);
    end(reject, error);
  };
  const refuse = () => end(resolve);
  const timer = setTimeout(refuse, zipingBegin);
  const answers = {
    ready() {
      isReady = true;
      clearTimeout(timer);
      worker.postMessage([module, name, input]);
    },
    at: report,
    done: (output) => end(resolve, output),
    failed: fail,
    refused: refuse,
  };
  signal?.addEventListener("abort", () => end(reject, signal.reason));
  try {
    worker = new Worker(address);
    worker.onmessage = ({ data: [what, value] }) => {
      try {
        answers[what](value);
      } catch (error) {
        // The browser does not hand over a compiled program, or not this input.
        console.info(error);
        refuse();
      }
    };
    worker.onerror = (event) => (isReady ? fail(event.message) : refuse());
  } catch (error) {
    console.info(error);
    refuse();
  }
});
