// Loaded only by an export.
export { zipSync } from "fflate";
