import { StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { Portal } from "./portal";

hydrateRoot(
  document.getElementById("portal")!,
  <StrictMode>
    <Portal />
  </StrictMode>,
);
