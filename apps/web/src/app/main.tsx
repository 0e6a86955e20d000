import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { createSession } from '../platform/create-session.ts';
import { SessionProvider } from '../platform/session-context.tsx';
import { App } from './app.tsx';
import { PartBoundary } from './part-boundary.tsx';
import '../ui/styles.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <SessionProvider session={createSession()}>
      <BrowserRouter>
        <PartBoundary>
          <App />
        </PartBoundary>
      </BrowserRouter>
    </SessionProvider>
  </StrictMode>,
);
