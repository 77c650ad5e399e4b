import adapter from "@sveltejs/adapter-static";

export default {
  kit: {
    adapter: adapter({ pages: "out" }),
    csp: {
      mode: "hash",
      directives: {
        "default-src": ["self"],
        "script-src": ["self", "wasm-unsafe-eval"],
        "style-src": ["self"],
        "style-src-attr": ["unsafe-inline"],
      },
    },
  },
};
