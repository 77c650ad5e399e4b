import type { ZipingEvents, ZipingForm, ZipingListener, ZipingProperties } from "./ziping.js";

type Listeners = { [Name in keyof ZipingEvents as `on${":" | ""}${Name}` | `on${Capitalize<Name>}`]?: ZipingListener<Name> | undefined };
type Explicit = { [Name in keyof ZipingProperties as `prop:${Name}`]: ZipingProperties[Name] };

// Solid sets `draft-key` as the property `draftKey`, but `draftKey` as `draftkey`. It knows `readOnly`.
interface Own extends Omit<ZipingProperties, "draftKey" | "lightCopy">, Explicit, Listeners {
  "draft-key"?: ZipingProperties["draftKey"];
  "light-copy"?: ZipingProperties["lightCopy"];
  shadow?: "open" | "closed" | undefined;
}

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "ziping-form": Omit<HTMLAttributes<ZipingForm>, keyof Own> & Own;
    }
  }
}
