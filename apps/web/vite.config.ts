import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    VitePWA({
      // The person decides when: a reload under somebody's hands would lose what they are typing.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/',
        name: 'RockOn',
        short_name: 'RockOn',
        description: "The band's shared book: songs, setlists, shows and practices, the same on every device.",
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
        // The server's own paths are never answered with the app.
        navigateFallbackDenylist: [/^\/(auth|rest|realtime|storage|functions)\/v1\//, /^\/(mailbox|health)/],
        // The page of the very first visit is served by it too, or somebody who goes from there into a basement could
        // open no page that they had not opened before. An update still waits for the person: it does not skip waiting.
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
  },
});
