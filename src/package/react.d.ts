import type { ClassAttributes, ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from "react";
import type { ZipingEvents, ZipingForm, ZipingListener, ZipingProperties, ZipingRecord, ZipingRubric } from "./ziping.js";

type Listeners = { [Name in keyof ZipingEvents as `on${Capitalize<Name>}`]?: ZipingListener<Name> | undefined };

/** The attributes of `<ziping-form>`, in React's spelling. */
export interface ZipingProps
  extends Omit<HTMLAttributes<ZipingForm>, keyof ZipingProperties | keyof Listeners>, ZipingProperties, Listeners {
  /** The address of the rubric, its text, or an object. Another object with the same content keeps the form. */
  rubric?: string | ZipingRubric | null | undefined;
  /** A record to open, whenever it is another one than before; `null` for a blank form. It need not follow what is entered. */
  value?: string | ZipingRecord | null | undefined;
  shadow?: "open" | "closed" | undefined;
}

/** `<ziping-form>` as a component of React. A ref to it is the element. */
export declare const Ziping: ForwardRefExoticComponent<ZipingProps & RefAttributes<ZipingForm>>;

// What JSX may say of the element itself. React 19 hears an event of a custom element under its exact name after `on`, as `onready`; React 18
// hears none, and neither does where a page was rendered on a server: use `Ziping` there.
type ElementListeners = { [Name in keyof ZipingEvents as `on${Name}`]?: ZipingListener<Name> | undefined };

interface ElementProps
  extends ClassAttributes<ZipingForm>, Omit<HTMLAttributes<ZipingForm>, keyof ZipingProperties>, ZipingProperties, ElementListeners {
  shadow?: "open" | "closed" | undefined;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "ziping-form": ElementProps;
    }
  }
}
