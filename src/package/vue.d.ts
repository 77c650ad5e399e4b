import type { HTMLAttributes, PublicProps } from "vue";
import type { ZipingEvents, ZipingForm, ZipingListener, ZipingProperties } from "./ziping.js";

// Vue checks `@ready` as the property `onReady`, and `draft-key` as `draftKey`.
type Listeners = { [Name in keyof ZipingEvents as `on${Capitalize<Name>}`]?: ZipingListener<Name> | undefined };

interface Own extends ZipingProperties, Listeners {
  readonly?: boolean | undefined;
  shadow?: "open" | "closed" | undefined;
  [data: `data${Capitalize<string>}`]: unknown;
}

declare module "vue" {
  interface GlobalComponents {
    "ziping-form": new () => ZipingForm & { $props: Omit<HTMLAttributes, keyof Own> & Own & PublicProps };
  }
}
