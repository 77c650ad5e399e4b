import { createApp } from "vue";
import "../../portal.css";
import Portal from "./Portal.vue";

createApp(Portal).mount("#portal");
