/** The dark modules of a QR code as one SVG path in units of one module; each horizontal run is one rectangle. */
export function qrPath(modules: readonly (readonly boolean[])[]): string {
  return modules
    .map((row, y) => {
      let path = '';
      for (let x = 0; x < row.length; x += 1) {
        if (row[x] !== true) continue;
        const from = x;
        while (row[x + 1] === true) x += 1;
        path += `M${from} ${y}h${x - from + 1}v1h-${x - from + 1}z`;
      }
      return path;
    })
    .join('');
}
