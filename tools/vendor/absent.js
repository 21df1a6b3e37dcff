// Stands in for the parts of age that the vault never uses (post-quantum and tag recipients): touching one throws.
const absent = new Proxy({}, {
  get() {
    throw new Error("This recipient type is not part of Nabij");
  },
});

export { absent as MLKEM768P256, absent as MLKEM768X25519, absent as p256 };
