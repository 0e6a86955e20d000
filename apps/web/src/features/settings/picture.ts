/** Edge of the square that is kept, in pixels: the largest avatar at twice the density. */
const EDGE = 128;
/** Of the data URL, in characters. Every member's device keeps the pictures of all of them. */
export const MOST_CHARACTERS = 15_000;
const QUALITIES = [0.85, 0.7, 0.55, 0.4, 0.25];

/** The middle square of a picture, as x, y and edge in its own pixels. */
export function middleSquare(width: number, height: number) {
  const edge = Math.min(width, height);
  return { x: Math.floor((width - edge) / 2), y: Math.floor((height - edge) / 2), edge };
}

/** The first of the encodings, best first, that is small enough; null when none is. */
export function firstThatFits(encode: (quality: number) => string): string | null {
  for (const quality of QUALITIES) {
    const url = encode(quality);
    if (url.length <= MOST_CHARACTERS) return url;
  }
  return null;
}

/**
 * A picture of somebody as it is kept: square, 128 px, at most 15,000 characters of a data URL. Where it was taken and
 * with what (EXIF) is not in it any more.
 * @throws Error in words, when the file is no picture that the browser can read.
 */
export async function pictureOf(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Error('This file is not a picture that can be read here. JPEG, PNG and WebP work everywhere.');
  });
  try {
    const canvas = document.createElement('canvas');
    canvas.width = EDGE;
    canvas.height = EDGE;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser cannot scale pictures.');
    const { x, y, edge } = middleSquare(picture.width, picture.height);
    // JPEG knows no transparency: what is see-through would turn black.
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, EDGE, EDGE);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, x, y, edge, edge, 0, 0, EDGE, EDGE);
    const url = firstThatFits((quality) => canvas.toDataURL('image/jpeg', quality));
    if (url === null) throw new Error('This picture is too detailed to be made small enough. Try another one.');
    return url;
  } finally {
    picture.close();
  }
}
