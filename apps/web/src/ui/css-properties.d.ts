import 'react';

// React's type of `style` knows no custom properties.
declare module 'react' {
  interface CSSProperties {
    [name: `--${string}`]: string | number;
  }
}
