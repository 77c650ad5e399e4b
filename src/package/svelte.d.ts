import type { HTMLAttributes } from "svelte/elements";
import type { ZipingEvents, ZipingForm, ZipingListener, ZipingProperties } from "./ziping.js";

// `onready`, or `on:ready` in components without runes.
type Listeners = { [Name in keyof ZipingEvents as `on${":" | ""}${Name}`]?: ZipingListener<Name> | undefined };

interface Own extends ZipingProperties, Listeners {
  "draft-key"?: string | undefined;
  shadow?: "open" | "closed" | undefined;
  // Svelte writes `false` into an attribute as a text, which turns it on: only the properties `readOnly` and `lightCopy` accept it.
  readonly?: true | "" | undefined;
  "light-copy"?: true | "" | undefined;
}

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "ziping-form": Omit<HTMLAttributes<ZipingForm>, keyof Own> & Own;
  }
}
