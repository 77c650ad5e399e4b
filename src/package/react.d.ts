import type { ForwardRefExoticComponent, HTMLAttributes, Ref, RefAttributes } from "react";
import type { ZipingEvents, ZipingForm, ZipingRecord, ZipingRubric } from "./ziping.js";

type Listener<Name extends keyof ZipingEvents> = (event: ZipingEvents[Name] & { target: ZipingForm }) => void;

/** The attributes of `<ziping-form>`, in React's spelling. */
export interface ZipingProps extends Omit<HTMLAttributes<ZipingForm>, "onInput" | "onChange"> {
  /** The address of the rubric, its text, or an object. Another object with the same content keeps the form. */
  rubric?: string | ZipingRubric;
  /** A record to open, whenever it is another one than before; `null` for a blank form. It need not follow what is entered. */
  value?: string | ZipingRecord | null;
  name?: string;
  entries?: string;
  rater?: string;
  theme?: "light" | "dark" | "auto";
  loading?: "eager" | "lazy";
  draftKey?: string;
  page?: string;
  wasm?: string;
  /** The id of the HTML form that it belongs to. */
  form?: string;
  shadow?: "closed";
  readOnly?: boolean;
  disabled?: boolean;
  required?: boolean;
  autosave?: boolean;
  lightCopy?: boolean;
  onReady?: Listener<"ready">;
  onInput?: Listener<"input">;
  onChange?: Listener<"change">;
  onSave?: Listener<"save">;
  onProblem?: Listener<"problem">;
  onConflict?: Listener<"conflict">;
}

/** `<ziping-form>` as a component of React. A ref to it is the element. */
export declare const Ziping: ForwardRefExoticComponent<ZipingProps & RefAttributes<ZipingForm>>;

// What JSX may say of the element itself. React 19 hears an event of a custom element under its exact name after `on`, as `onready`; React 18
// hears none, and neither does where a page was rendered on a server: use `Ziping` there.
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
