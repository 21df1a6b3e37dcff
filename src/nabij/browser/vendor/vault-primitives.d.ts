type Bytes = Uint8Array<ArrayBuffer>;

export class Stanza {
  constructor(args: string[], body: Uint8Array);
  readonly args: string[];
  readonly body: Uint8Array;
}
interface Recipient {
  wrapFileKey(fileKey: Uint8Array): Stanza[] | Promise<Stanza[]>;
}
interface Identity {
  unwrapFileKey(stanzas: Stanza[]): Uint8Array | null | Promise<Uint8Array | null>;
}
export class Encrypter {
  addRecipient(recipient: string | Recipient): void;
  encrypt(file: Uint8Array | string): Promise<Bytes>;
}
export class Decrypter {
  addIdentity(identity: string | Identity): void;
  decrypt(file: Uint8Array): Promise<Bytes>;
}
export function generateX25519Identity(): Promise<string>;
export function identityToRecipient(identity: string): Promise<string>;
export function chacha20poly1305(key: Uint8Array, nonce: Uint8Array): {
  encrypt(plaintext: Uint8Array): Bytes;
  decrypt(ciphertext: Uint8Array): Bytes;
};
export interface Hash {
  (message: Uint8Array): Bytes;
}
export const sha256: Hash;
export function hkdf(hash: Hash, key: Uint8Array, salt: Uint8Array | undefined, info: Uint8Array, length: number): Bytes;
export function hmac(hash: Hash, key: Uint8Array, message: Uint8Array): Bytes;
export function scryptAsync(
  secret: string | Uint8Array,
  salt: Uint8Array,
  options: { N: number; r: number; p: number; dkLen: number; maxmem?: number; asyncTick?: number; onProgress?: (done: number) => void },
): Promise<Bytes>;
interface Coder {
  encode(bytes: Uint8Array): string;
  decode(text: string): Bytes;
}
export const base64: Coder;
export const base64nopad: Coder;
export const bech32: {
  encodeFromBytes(prefix: string, bytes: Uint8Array): string;
  decodeToBytes(text: string): { prefix: string; bytes: Bytes };
};
