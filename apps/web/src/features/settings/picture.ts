import * as messages from './messages.ts';

/** Edge of the square that is kept, in pixels: the largest avatar at twice the density. */
const EDGE = 128;
/** Limit of the data URL, in characters. Every member's device stores the pictures of all members. */
export const MOST_CHARACTERS = 15_000;
const QUALITIES = [0.85, 0.7, 0.55, 0.4, 0.25];

/** The middle square of a picture, as x, y and edge in its own pixels. */
export function middleSquare(width: number, height: number) {
  const edge = Math.min(width, height);
  return { x: Math.floor((width - edge) / 2), y: Math.floor((height - edge) / 2), edge };
}

/** The best encoding that is small enough; null when none is. */
export function firstThatFits(encode: (quality: number) => string): string | null {
  for (const quality of QUALITIES) {
    const url = encode(quality);
    if (url.length <= MOST_CHARACTERS) return url;
  }
  return null;
}

/**
 * A profile picture as a data URL: square, 128 px, at most 15,000 characters. Redrawing it drops EXIF data such as
 * where it was taken.
 * @throws Error with a message for the person, when the browser cannot read the file as a picture.
 */
export async function pictureOf(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Error(messages.pictureUnreadable);
  });
  try {
    const canvas = document.createElement('canvas');
    canvas.width = EDGE;
    canvas.height = EDGE;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error(messages.pictureUnsupported);
    const { x, y, edge } = middleSquare(picture.width, picture.height);
    // JPEG has no transparency: without a background, transparent pixels would turn black.
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, EDGE, EDGE);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, x, y, edge, edge, 0, 0, EDGE, EDGE);
    const url = firstThatFits((quality) => canvas.toDataURL('image/jpeg', quality));
    if (url === null) throw new Error(messages.pictureTooDetailed);
    return url;
  } finally {
    picture.close();
  }
}
