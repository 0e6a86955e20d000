import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    VitePWA({
      // The person decides when to reload: an automatic reload would lose what they are typing.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/',
        name: 'RockOn',
        short_name: 'RockOn',
        description: "Your band's songbook: songs, setlists, shows, and practices on every device. Works offline.",
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#0c0d11',
        theme_color: '#0c0d11',
        categories: ['music', 'productivity'],
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
        shortcuts: [{ name: 'Songs', url: '/songs', icons: [{ src: '/icons/icon-192.png', sizes: '192x192' }] }],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,woff2,svg,png}'],
        navigateFallback: '/index.html',
        // Paths of the server itself must not be answered with the app.
        navigateFallbackDenylist: [/^\/(auth|rest|realtime|storage|functions)\/v1\//, /^\/(mailbox|health)/],
        // The service worker controls the page of the first visit too. Otherwise somebody who goes offline right after it
        // could not open pages that they had not visited. An update still waits for the person: no skipWaiting.
        clientsClaim: true,
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
      },
    }),
  ],
  build: {
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the first screen needs comes in two files instead of thirty: it compresses better, and a chunk that is
          // loaded later names two files that it builds on. Libraries change rarely: a release downloads ours alone.
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /[\\/]node_modules[\\/]/, priority: 1 },
            { name: 'first', tags: ['$initial'] },
          ],
        },
      },
    },
  },
});
