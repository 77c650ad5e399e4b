// A program of a page that is one file: from a data block of the page, without a request. The build puts the block's name in front
// (`zipingBlock`).
const zipingProgram = async (fails) => {
  fails("damaged");
  const bytes = await zipingUnpack(document.querySelector(`[data-ziping="${zipingBlock}"]`).textContent);
  fails("browser");
  return WebAssembly.compile(bytes);
};
