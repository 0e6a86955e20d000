import * as z from 'zod/mini';
import { characters } from './text.ts';

export const MAX_LINKS = 10;
const MAX_URL = 2000;
const MAX_LABEL = 80;

export type Link = {
  readonly url: string;
  readonly label?: string | undefined;
};

/** Only these two become an `href`: a `javascript:` link from another member must stay text. */
export function isWebAddress(url: string): boolean {
  if (!/^https?:\/\//i.test(url)) return false;
  const parsed = URL.parse ? URL.parse(url) : parseOrNull(url);
  return parsed !== null && (parsed.protocol === 'http:' || parsed.protocol === 'https:') && parsed.hostname !== '';
}

function parseOrNull(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

const link = z.object({
  url: z.string().check(
    z.trim(),
    z.refine(isWebAddress, { error: 'Links must start with http:// or https://' }),
    z.refine((url) => characters(url) <= MAX_URL, { error: `Links can have at most ${MAX_URL} characters each` }),
  ),
  label: z.optional(
    z.string().check(
      z.trim(),
      z.refine((text) => characters(text) <= MAX_LABEL, {
        error: `Link names can have at most ${MAX_LABEL} characters`,
      }),
    ),
  ),
});

export const links = z
  .array(link)
  .check(z.refine((all) => all.length <= MAX_LINKS, { error: `Links: ${MAX_LINKS} at most` }));

const HOSTS: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)(youtube\.com|youtu\.be)$/, 'YouTube'],
  [/(^|\.)spotify\.com$/, 'Spotify'],
  [/(^|\.)music\.apple\.com$/, 'Apple Music'],
  [/(^|\.)soundcloud\.com$/, 'SoundCloud'],
  [/(^|\.)bandcamp\.com$/, 'Bandcamp'],
  [/(^|\.)tidal\.com$/, 'Tidal'],
  [/(^|\.)ultimate-guitar\.com$/, 'Ultimate Guitar'],
  [/(^|\.)songsterr\.com$/, 'Songsterr'],
  [/(^|\.)chordify\.net$/, 'Chordify'],
  [/(^|\.)genius\.com$/, 'Genius'],
  [/(^|\.)dropbox\.com$/, 'Dropbox'],
  [/(^|\.)drive\.google\.com$/, 'Google Drive'],
];

/** The label of a link: its own name, else its service, else its host. */
export function linkLabel({ url, label }: Link): string {
  if (label !== undefined && label !== '') return label;
  const host = parseOrNull(url)?.hostname.replace(/^www\./, '') ?? url;
  return HOSTS.find(([pattern]) => pattern.test(host))?.[1] ?? host;
}

/** One link per line, optionally followed by a name, as people type and paste them. */
export function parseLinks(text: string): Link[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [url = '', ...words] = line.split(/\s+/);
      return words.length === 0 ? { url } : { url, label: words.join(' ') };
    });
}

export function formatLinks(all: readonly Link[]): string {
  return all.map(({ url, label }) => (label === undefined || label === '' ? url : `${url} ${label}`)).join('\n');
}
