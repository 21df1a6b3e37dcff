export function zipSync(
  files: Record<string, Uint8Array>,
  options: { level: 0; mtime: Date },
): Uint8Array<ArrayBuffer>;
