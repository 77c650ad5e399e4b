// The program of a page that is one file: from the page's own data block, without a request.
const zipingProgram = async (fails) => {
  fails("damaged");
  const bytes = await zipingUnpack(document.querySelector('[data-ziping="program"]').textContent);
  fails("browser");
  return WebAssembly.compile(bytes);
};

zipingBoot();
