/** A decoded client frame. A broadcast keeps its payload as bytes, which are forwarded unchanged. */
export type ClientFrame =
  | {
      readonly kind: 'message';
      readonly joinRef: string | null;
      readonly ref: string | null;
      readonly topic: string;
      readonly event: string;
      readonly payload: unknown;
    }
  | {
      readonly kind: 'broadcast';
      readonly joinRef: string | null;
      readonly ref: string | null;
      readonly topic: string;
      readonly event: string;
      readonly encoding: Encoding;
      readonly payload: Buffer;
    };

/** 0 raw bytes, 1 JSON. */
export type Encoding = 0 | 1;

const CLIENT_PUSH = 3;
const SERVER_BROADCAST = 4;

/** Decodes `[join_ref, ref, topic, event, payload]`; null for anything else, which is dropped silently. */
export function decodeText(text: string): ClientFrame | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(value) || value.length !== 5) return null;
  const [joinRef, ref, topic, event, payload] = value as unknown[];
  if (!isRef(joinRef) || !isRef(ref) || typeof topic !== 'string' || typeof event !== 'string') return null;
  return { kind: 'message', joinRef, ref, topic, event, payload };
}

function isRef(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

/** `[3][lengths of joinRef, ref, topic, event, meta][encoding]`, then these fields, then the payload. */
export function decodeBinary(bytes: Buffer): ClientFrame | null {
  if (bytes.length < 7 || bytes[0] !== CLIENT_PUSH) return null;
  const encoding = bytes[6];
  if (encoding !== 0 && encoding !== 1) return null;
  const fields: string[] = [];
  let at = 7;
  for (let i = 1; i <= 5; i += 1) {
    const end = at + (bytes[i] ?? 0);
    if (end > bytes.length) return null;
    fields.push(bytes.toString('utf8', at, end));
    at = end;
  }
  const [joinRef = '', ref = '', topic = '', event = ''] = fields;
  const payload = bytes.subarray(at);
  if (encoding === 1 && !isJson(payload)) return null;
  return { kind: 'broadcast', joinRef: joinRef || null, ref: ref || null, topic, event, encoding, payload };
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

export function encodeText(
  joinRef: string | null,
  ref: string | null,
  topic: string,
  event: string,
  payload: unknown,
): string {
  return JSON.stringify([joinRef, ref, topic, event, payload]);
}

/** Encodes a broadcast for subscribers; null if a name or the metadata is longer than 255 bytes, the limit of its length byte. */
export function encodeBroadcast(
  topic: string,
  event: string,
  encoding: Encoding,
  payload: Buffer,
  meta = '',
): Buffer | null {
  const fields = [Buffer.from(topic), Buffer.from(event), Buffer.from(meta)];
  if (fields.some((field) => field.length > 255)) return null;
  const lengths = fields.map((field) => field.length);
  return Buffer.concat([Buffer.from([SERVER_BROADCAST, ...lengths, encoding]), ...fields, payload]);
}
