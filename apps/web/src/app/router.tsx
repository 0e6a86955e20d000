import { createBrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

/** One route for everything: the pages are chosen inside. This kind of router can hold a way out back while a form is open. */
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
