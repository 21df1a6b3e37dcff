type Bytes = Uint8Array<ArrayBuffer>;

export function blind(input: Uint8Array, random?: (length: number) => Uint8Array): { blind: Bytes; blinded: Bytes };
export function finalizeBatch(
  items: { input: Uint8Array; blind: Uint8Array; evaluated: Uint8Array; blinded: Uint8Array }[],
  publicKey: Uint8Array,
  proof: Uint8Array,
): Bytes[];
