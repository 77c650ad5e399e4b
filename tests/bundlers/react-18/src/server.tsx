import { StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { Portal } from "./portal";

export const render = () =>
  renderToString(
    <StrictMode>
      <Portal />
    </StrictMode>,
  );
