import type { HTMLAttributes } from "vue";
import type { ZipingEvents, ZipingForm } from "ziping";

// What a template may say of the element: its properties as attributes, and its events after `@`.
type Listeners = {
  [Name in keyof ZipingEvents as `on${Capitalize<Name>}`]?: (event: ZipingEvents[Name]) => void;
};
type Properties = Partial<Pick<ZipingForm, "name" | "rubric" | "value" | "entries" | "rater" | "theme" | "readOnly" | "disabled" | "required">>;

declare module "vue" {
  interface GlobalComponents {
    "ziping-form": new () => ZipingForm & { $props: Omit<HTMLAttributes, keyof Listeners> & Properties & Listeners };
  }
}
