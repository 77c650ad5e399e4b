import { mount } from "svelte";
import "../../portal.css";
import Portal from "./Portal.svelte";

mount(Portal, { target: document.getElementById("portal")! });
