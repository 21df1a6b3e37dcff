// The one module that a page of the board loads, for who is signed in there.
import "./passkey-sign-in.js";
import { listen } from "./clicks.js";
import { arrive, currentMain, takeOver } from "./pages.js";
import { keepVault } from "./vault-room.js";

keepVault();
takeOver();
listen();
// Only now, so that elements of a page behind the door stay asleep.
await import("../elements/board.js");
if (document.querySelector("#error-summary")) arrive(currentMain());
document.documentElement.dataset.ready = "";
