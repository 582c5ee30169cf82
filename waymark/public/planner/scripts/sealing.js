// From words to a vault's place, token and identity; sealing and unsealing with age. Nothing here sends anything.
(function (own) {
"use strict";
const SMALLEST = 4096, LARGEST = 65536;
// Site-wide and numbered; the newest stands first and is tried first. A number is never used again.
const PARAMETERS = [{ number: 1, logN: 15, r: 8, p: 1, salt: "waymark-plan-1" }];
const bytes = (text) => new TextEncoder().encode(text);
const random = (count) => crypto.getRandomValues(new Uint8Array(count));
const fault = (kind) => { const wrong = new Error(kind); wrong.kind = kind; return wrong; };

// {number, locator, token, identity}: slow on purpose, gives way to the page all the while.
async function derive(indices, parameters) {
  const { number, logN, r, p, salt } = parameters || PARAMETERS[0];
  const root = await own.age.scrypt(own.words.pack(indices), bytes(salt), { N: 2 ** logN, r, p, dkLen: 32, asyncTick: 20 });
  const part = (label) => own.age.hmac(own.age.sha256, root, bytes("waymark-plan-" + label));
  return { number, locator: part("locator").slice(0, 16), token: part("token"), identity: identityOf(part("identity")) };
}

function identityOf(raw) { return own.age.bech32.encodeFromBytes("age-secret-key-", raw).toUpperCase(); }
function recipientOf(raw) { return own.age.bech32.encodeFromBytes("age", raw); }
const newIdentity = () => identityOf(random(32));

// Names sorted at every depth, so that the same plan gives the same bytes on every device.
function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (value && typeof value === "object") {
    return "{" + Object.keys(value).sort().filter((name) => value[name] !== undefined).map((name) => JSON.stringify(name) + ":" + canonical(value[name])).join(",") + "}";
  }
  return JSON.stringify(value);
}

// 4 KiB, then by Padmé's rule, to 64 KiB.
function paddedLength(length) {
  if (length <= SMALLEST) return SMALLEST;
  const exponent = 31 - Math.clz32(length), mask = (1 << (exponent - (32 - Math.clz32(exponent)))) - 1;
  return (length + mask) & ~mask;
}

// Spaces after a JSON text change nothing in it: whoever unseals the file with `age` can read it as it is.
function pad(text) {
  const plain = bytes(text), length = paddedLength(plain.length);
  if (length > LARGEST) throw fault("too-big");
  const padded = new Uint8Array(length).fill(32);
  padded.set(plain);
  return padded;
}

async function seal(value, recipient) {
  const encrypter = new own.age.Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(pad(canonical(value)));
}

async function unseal(blob, identity) {
  try {
    const decrypter = new own.age.Decrypter();
    decrypter.addIdentity(identity);
    return JSON.parse(await decrypter.decrypt(blob, "text"));
  } catch (_) { throw fault("does-not-unseal"); }
}

// A file that any age program opens with the six words, typed with one space between them.
async function takeAway(text, indices) {
  const encrypter = new own.age.Encrypter();
  encrypter.setScryptWorkFactor(PARAMETERS[0].logN);
  encrypter.setPassphrase(own.words.spelled(indices).join(" "));
  return encrypter.encrypt(pad(text));
}

async function bringBack(file, indices) {
  const decrypter = new own.age.Decrypter();
  decrypter.addPassphrase(own.words.spelled(indices).join(" "));
  try { return (await decrypter.decrypt(file, "text")).replace(/ +$/, ""); } catch (_) { throw fault("does-not-unseal"); }
}

own.sealing = { PARAMETERS, derive, canonical, paddedLength, seal, unseal, takeAway, bringBack, newIdentity, recipientOf, recipient: (identity) => own.age.identityToRecipient(identity) };
})(planner);
