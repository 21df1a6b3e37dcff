// Every element of the workspace, one line each.
import "./vault-door.js";
import "./quick-note.js";
import "./today.js";
import "./vault-page.js";
import "./vault-setup.js";
import "./matter.js";
import "./matters-list.js";
import "./import-page.js";
import "./figure-proposals.js";
import "./figures-judging.js";
import "./publishing-form.js";
import "./file-making.js";
import "./story-page.js";
import "./signal-page.js";
import "./name-check.js";
import "./comparing-page.js";
import "./alias-links.js";
