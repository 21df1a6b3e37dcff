type Bytes = Uint8Array<ArrayBuffer>;

export const ed25519: {
  getPublicKey(seed: Uint8Array): Bytes;
  sign(message: Uint8Array, seed: Uint8Array): Bytes;
  verify(signature: Uint8Array, message: Uint8Array, key: Uint8Array, options: { zip215: boolean }): boolean;
};
export const x25519: {
  scalarMult(scalar: Uint8Array, point: Uint8Array): Bytes;
  scalarMultBase(scalar: Uint8Array): Bytes;
};
