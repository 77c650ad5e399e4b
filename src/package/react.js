"use client";
// `<Ziping>` for React: the element as a component. React renders the attributes, on a server too; what is no attribute is set on
// the element, and its events are listened to, by a ref: React itself drops both where a page was rendered on a server.
import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import "./ziping.js";

const EVENTS = ["ready", "input", "change", "save", "problem", "conflict"];
const LISTENERS = Object.fromEntries(EVENTS.map((name) => [`on${name[0].toUpperCase()}${name.slice(1)}`, name]));
const ATTRIBUTES = { className: "class", readOnly: "readonly", draftKey: "draft-key", lightCopy: "light-copy", tabIndex: "tabindex" };

// A layout effect does nothing on a server, and React 18 says so in each rendering.
const useEffectBeforePaint = typeof document === "undefined" ? useEffect : useLayoutEffect;

const isAddress = (rubric) => typeof rubric === "string" && !rubric.trimStart().startsWith("{");

const sorted = ({ rubric, value, children, ...rest }) => {
  const [attributes, listeners] = [{}, {}];
  for (const [name, given] of Object.entries(rest)) {
    if (name in LISTENERS) listeners[LISTENERS[name]] = given;
    // React 18 writes `false` as a text, and an attribute with any text is on.
    else if (given !== false && given !== null && given !== undefined) attributes[ATTRIBUTES[name] ?? name] = given;
  }
  if (isAddress(rubric)) attributes.rubric = rubric;
  return { attributes, listeners, properties: { rubric: isAddress(rubric) ? undefined : rubric, value }, children };
};

export const Ziping = forwardRef((props, ref) => {
  const { attributes, listeners, properties, children } = sorted(props);
  const own = useRef(null);
  const latest = useRef(listeners);
  useImperativeHandle(ref, () => own.current, []);
  // In every rendering, before any event of the browser.
  useEffectBeforePaint(() => {
    latest.current = listeners;
  });
  useEffectBeforePaint(() => {
    const element = own.current;
    const hear = (event) => {
      if (event.target === element) latest.current[event.type]?.(event);
    };
    for (const name of EVENTS) element.addEventListener(name, hear);
    return () => {
      for (const name of EVENTS) element.removeEventListener(name, hear);
    };
  }, []);
  for (const name of ["rubric", "value"]) {
    const given = properties[name];
    // Another object with the same content is no other record.
    const content = typeof given === "object" ? JSON.stringify(given) : given;
    useEffectBeforePaint(() => {
      if (given !== undefined) own.current[name] = given;
    }, [content]);
  }
  return createElement("ziping-form", { ...attributes, ref: own }, children);
});
Ziping.displayName = "Ziping";
