// A visitor's page that tells that something is not there or did not go: it is left like any other.
import { leaveNothing } from "./blank.js";
import "./door-leave.js";

leaveNothing();
document.documentElement.dataset.ready = "";
