import type { HTMLAttributes, Ref } from "react";
import type { ZipingEvents, ZipingForm } from "ziping";

// What JSX may say of the element. React hears an event of a custom element under its exact name after `on`: `onready`, not `onReady`.
type Listeners = {
  [Name in keyof ZipingEvents as `on${Name}`]?: (event: ZipingEvents[Name] & { readonly currentTarget: ZipingForm }) => void;
};
type Properties = Partial<Pick<ZipingForm, "name" | "rubric" | "value" | "entries" | "rater" | "theme" | "readOnly" | "disabled" | "required">>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "ziping-form": HTMLAttributes<ZipingForm> & Properties & Listeners & { ref?: Ref<ZipingForm> };
    }
  }
}
