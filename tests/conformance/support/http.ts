import type { Project } from './project.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed if it is JSON, else the text; undefined if empty. */
  readonly body: unknown;
}

/** A raw request to the stack, for input that clients never send. A string body is sent unchanged. */
export async function send(
  project: Project,
  method: string,
  path: string,
  options: { body?: unknown; token?: string; headers?: Record<string, string>; key?: string | null } = {},
): Promise<Answer> {
  const key = options.key === undefined ? project.stack.publishableKey : options.key;
  const body =
    options.body === undefined || typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
  const response = await fetch(`${project.stack.url}${path}`, {
    method,
    headers: {
      ...(key === null ? {} : { apikey: key }),
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
}

export function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
