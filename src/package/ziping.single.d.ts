// The script defines the element and exports nothing: these are types only.
export type * from "./ziping.js";
