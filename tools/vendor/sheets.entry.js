// Loaded only by the Worker of *Importeren*, which holds no key. Reading alone: what writes files is left out.
export { read, SSF } from "@e965/xlsx";
