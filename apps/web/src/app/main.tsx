import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { listenForInstall } from '../lib/install.ts';
import { createSession } from '../session/create-session.ts';
import { SessionProvider } from '../session/session-context.tsx';
import { router } from './router.tsx';
import '../ui/styles.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

listenForInstall();

async function start(into: HTMLElement): Promise<void> {
  const environment = import.meta.env.DEV ? (await import('../dev/environment.ts')).devEnvironment : undefined;
  createRoot(into).render(
    <StrictMode>
      <SessionProvider session={createSession(environment)}>
        <RouterProvider router={router} />
      </SessionProvider>
    </StrictMode>,
  );
}

void start(root);
