import { useMemo } from 'react';
import { encode } from 'uqr';
import * as messages from './messages.ts';
import { qrPath } from './qr-path.ts';

/** Light modules around the code; cameras need them to find it. */
const QUIET = 3;

/** The invite link as a QR code for people in the room. Black on white in every theme: not all cameras read the inverse. */
export function InviteQr({ link }: { readonly link: string }) {
  const { data, size } = useMemo(() => encode(link, { border: 0, ecc: 'M' }), [link]);
  return (
    <svg
      role="img"
      aria-label={messages.qrCode}
      viewBox={`${-QUIET} ${-QUIET} ${size + 2 * QUIET} ${size + 2 * QUIET}`}
      shapeRendering="crispEdges"
      className="size-full rounded-xl forced-color-adjust-none"
    >
      <rect x={-QUIET} y={-QUIET} width={size + 2 * QUIET} height={size + 2 * QUIET} fill="#fff" />
      <path d={qrPath(data)} fill="#000" />
    </svg>
  );
}
