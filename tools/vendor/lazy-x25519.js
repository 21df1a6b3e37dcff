// Takes the place of @noble/curves inside age-encryption, which awaits these only where WebCrypto lacks X25519.
const curves = () => import("./curves.js");

export const x25519 = {
  GuBytes: Uint8Array.of(9, ...new Uint8Array(31)),
  scalarMult: async (scalar, u) => (await curves()).x25519.scalarMult(scalar, u),
  scalarMultBase: async (scalar) => (await curves()).x25519.scalarMultBase(scalar),
};
