import { createBrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

/** One catch-all route; the app chooses its pages by who is signed in. useBlocker (unsaved changes) needs a data router. */
export const router = createBrowserRouter([
  {
    path: '*',
    element: (
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    ),
  },
]);
