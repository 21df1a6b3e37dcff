// Every element of the board's pages, one line each.
import "./vault-door.js";
import "./vault-page.js";
import "./vault-setup.js";
import "./letter.js";
import "./file-making.js";
