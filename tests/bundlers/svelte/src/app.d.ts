import type {} from "ziping/svelte";
