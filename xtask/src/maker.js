// The second program, for the pages "Make a form" and "Reports and tables" (`src/app/maker.rs`), in the same page as the first. This script is a module of its own, so
// that it has a glue, a `zipingTask` and a `zipingProgram` of its own. When the page opens it defines functions, no more.
let zipingMaker;

// Compiles the program, starts it, and gives the function that runs its tasks: `zipingTask` without the module.
const zipingStart = async () => {
  const module = await zipingProgram(() => {});
  const { start, imports } = zipingGlue();
  start(await WebAssembly.instantiate(module, imports()), module);
  return (name, input, report, signal) => zipingTask(module, name, input, report, signal);
};

// Called by the first program. Draws one of the pages into `place`, and gives the object by which it is controlled. The program is
// started once; after a failure it is loaded again the next time.
customElements.get("ziping-form").maker = async (place, host) => {
  zipingMaker ??= zipingStart().catch((error) => {
    zipingMaker = undefined;
    throw error;
  });
  const task = await zipingMaker;
  return zipingMake(place, host, task);
};
