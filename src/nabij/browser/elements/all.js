// Every element of the workspace, one line each.
import "./vault-door.js";
