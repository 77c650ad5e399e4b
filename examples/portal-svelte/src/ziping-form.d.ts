import type { HTMLAttributes } from "svelte/elements";
import type { ZipingEvents, ZipingForm } from "ziping";

// What a template may say of the element. An event is heard under its name after `on`.
type Listeners = {
  [Name in keyof ZipingEvents as `on${Name}`]?: (event: ZipingEvents[Name] & { readonly currentTarget: ZipingForm }) => void;
};
type Properties = Partial<Pick<ZipingForm, "name" | "rubric" | "value" | "entries" | "rater" | "theme" | "readOnly" | "disabled" | "required">>;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "ziping-form": Omit<HTMLAttributes<ZipingForm>, keyof Listeners> & Properties & Listeners;
  }
}
