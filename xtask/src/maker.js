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

// The program is started once; after a failure it is loaded again the next time.
const zipingStarted = () => zipingMaker ??= zipingStart().catch((error) => {
  zipingMaker = undefined;
  throw error;
});

// Called by the first program. `maker` draws one of the pages into `place`, and gives the object by which it is controlled. `papers` gives
// the papers that a handover has beside the evidence.
Object.assign(customElements.get("ziping-form"), {
  maker: async (place, host) => {
    const task = await zipingStarted();
    return zipingMake(place, host, task);
  },
  papers: async (host) => {
    await zipingStarted();
    return zipingPapers(host);
  },
});
