import { useMemo } from 'react';
import { encode } from 'uqr';
import { qrPath } from './qr-path.ts';

/** Light squares around the code, by which a camera finds it. */
const QUIET = 3;

/** The link of an invitation for the cameras of the others in the room. Black on white in every theme: not all cameras read the inverse. */
export function InviteQr({ link }: { readonly link: string }) {
  const { data, size } = useMemo(() => encode(link, { border: 0, ecc: 'M' }), [link]);
  return (
    <svg
      role="img"
      aria-label="QR code of the invitation link"
      viewBox={`${-QUIET} ${-QUIET} ${size + 2 * QUIET} ${size + 2 * QUIET}`}
      shapeRendering="crispEdges"
      className="size-full rounded-xl forced-color-adjust-none"
    >
      <rect x={-QUIET} y={-QUIET} width={size + 2 * QUIET} height={size + 2 * QUIET} fill="#fff" />
      <path d={qrPath(data)} fill="#000" />
    </svg>
  );
}
