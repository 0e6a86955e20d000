// Which folder may import which, and why. Checked by `npm run check -- directions`; every rule is shown to catch a
// planted bad import in tools/checks/directions.test.mjs.

const tests = String.raw`\.test\.(tsx?|mjs)$`;
const npm = (names) => `(^|/)node_modules/(${names})(/|$)`;

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

export const rules = [
  forbid(
    'core-imports-only-protocol',
    'core decides and does nothing else: whatever it imports, the simulation and the reader have to understand too.',
    { path: '^packages/sync/src/core/', pathNot: tests },
    // A diff is arithmetic on words: as pure as core itself.
    { pathNot: '^packages/sync/src/(core|protocol)/|^node_modules/node-diff3/' },
  ),
  forbid(
    'protocol-stands-alone',
    'The wire shapes are shared by everybody; if they knew an engine, changing the engine could change the wire.',
    { path: '^packages/sync/src/protocol/', pathNot: tests },
    { pathNot: ['^packages/sync/src/protocol/', npm('zod')] },
  ),
  forbid(
    'ports-are-only-contracts',
    'A port says what is promised. One that imports an engine or an adapter has become an implementation.',
    { path: '^packages/sync/src/ports/', pathNot: tests },
    { pathNot: '^packages/sync/src/(ports|core|protocol)/' },
  ),
  forbid(
    'engine-never-imports-adapters',
    'The engine runs on whatever keeps the ports: memory in the simulation, IndexedDB in the app. Only a composition root joins them.',
    { path: '^packages/sync/src/engine/', pathNot: tests },
    { path: '^packages/sync/src/(adapters|testing)/|(^|/)node_modules/' },
  ),
  forbid(
    'adapters-know-no-engine',
    'An adapter keeps one port. If it reached into the engine, the contract suite would no longer test all it does.',
    { path: '^packages/sync/src/adapters/', pathNot: tests },
    { path: '^packages/sync/src/(engine|testing)/' },
  ),
  forbid(
    'dexie-only-in-its-adapter',
    'One place knows how rows lie in IndexedDB, so the layout can change without reading the whole tree.',
    { pathNot: ['^packages/sync/src/adapters/dexie/', '(^|/)node_modules/', '^(tests|bench)/', tests] },
    { path: npm('dexie') },
  ),
  forbid(
    'supabase-only-in-its-adapter',
    'One place talks to the server, so there is one place where a session, a timeout or an error is handled.',
    {
      pathNot: [
        '^packages/sync/src/adapters/supabase/',
        '^packages/auth/',
        '(^|/)node_modules/',
        '^(tests|bench)/',
        tests,
      ],
    },
    { path: npm('@supabase/[^/]+') },
  ),
  forbid(
    'sign-in-only-in-auth',
    'Accounts and passwords are no business of sync. It gets its tokens through the TokenSource port, from whatever signs people in.',
    { pathNot: ['^packages/auth/', '(^|/)node_modules/', '^(tests|bench)/', tests] },
    { path: npm('@supabase/(auth-js|gotrue-js)') },
  ),
  forbid(
    'sync-knows-no-sign-in',
    'The engine and its adapters must run with any TokenSource; importing the one of this repository would tie them to it.',
    { path: '^packages/(sync|sync-react|domain)/' },
    { path: '^packages/auth/' },
  ),
  forbid(
    'auth-knows-no-app',
    'Signing in is the same for every app: auth implements ports of sync and knows no band, no React and no screen.',
    { path: '^packages/auth/' },
    { path: `^(packages/(domain|sync-react|local-stack)|apps)/|${npm('react|react-dom')}` },
  ),
  forbid(
    'react-only-in-sync-react-and-apps',
    'The engine and the band nouns outlive the view library.',
    { pathNot: ['^packages/sync-react/', '^apps/', '(^|/)node_modules/'] },
    { path: npm('react|react-dom') },
  ),
  forbid(
    'domain-imports-no-engine',
    'Songs and roles are plain data and rules; types of the sync schema are all they may know of it.',
    { path: '^packages/domain/', pathNot: tests },
    { path: '^packages/(sync|sync-react|local-stack)/', dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'sync-knows-no-band-noun',
    'The engine syncs rows, not songs: a noun in it would have to be changed with every new screen.',
    { path: '^packages/(sync|sync-react)/', pathNot: tests },
    { path: '^(packages/(domain|local-stack)|apps)/' },
  ),
  forbid(
    'ui-is-dumb',
    'A button that knows songs or syncing cannot be used for anything else, nor shown without a database.',
    { path: '^apps/web/src/ui/', pathNot: tests },
    { path: '^packages/(domain|sync|sync-react)/|^apps/web/src/(?!ui/)' },
  ),
  forbid(
    'features-do-not-know-each-other',
    'Songs can be changed or removed without opening setlists. What two features need lies in domain, ui, lib, session, band or records.',
    { path: '^apps/web/src/features/([^/]+)/' },
    { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
  ),
  forbid(
    'lib-knows-no-band',
    'Storage, downloads and configuration work for any app; lib stands on the ground floor, beside ui.',
    { path: '^apps/web/src/lib/', pathNot: tests },
    { path: '^apps/web/src/(?!lib/|ui/)|^packages/domain/' },
  ),
  forbid(
    'session-stands-below-band',
    'Who is signed in is decided before any band is known; it must not need one.',
    { path: '^apps/web/src/session/', pathNot: tests },
    { path: '^apps/web/src/(band|records|features|app|dev)/' },
  ),
  forbid(
    'band-stands-below-records',
    'Which band, who is in it and what they may do is known before any record is shown.',
    { path: '^apps/web/src/band/', pathNot: tests },
    { path: '^apps/web/src/(records|features|app|dev)/' },
  ),
  forbid(
    'records-stand-below-features',
    'What all entities share cannot depend on one of them.',
    { path: '^apps/web/src/records/', pathNot: tests },
    { path: '^apps/web/src/(features|app|dev)/' },
  ),
  forbid(
    'features-stand-below-app',
    'The app puts the features together; a feature that imports the app cannot be lifted out.',
    { path: '^apps/web/src/features/', pathNot: tests },
    { path: '^apps/web/src/(app|dev)/' },
  ),
  forbid(
    'engine-rooms-do-not-know-each-other',
    'Every tab runs tab/, only the leading one runs leader/. Coordinator joins them; a direct import would make followers carry the leader.',
    { path: '^packages/sync/src/engine/(tab)/', pathNot: tests },
    { path: '^packages/sync/src/engine/(leader)/|^packages/sync/src/engine/(sync-engine|coordinator)\\.ts$' },
  ),
  forbid(
    'journal-watches-from-outside',
    'The sync log wraps the ports. The engine runs without it, so nothing in the engine may import it.',
    { path: '^packages/sync/src/(core|ports|protocol|engine)/', pathNot: tests },
    { path: '^packages/sync/src/journal/' },
  ),
  forbid(
    'only-the-app-joins-adapters',
    'The engine is wired once, in session; a second wiring would be a second write path.',
    { path: '^apps/web/src/', pathNot: ['^apps/web/src/(session|dev)/', tests] },
    { path: '^packages/(sync/src/(adapters|testing)|auth)/' },
  ),
  forbid(
    'local-stack-imports-nothing-of-ours',
    'It stands in for Supabase. Code shared with the client would share its mistakes and hide them from every test.',
    { path: '^packages/local-stack/', pathNot: tests },
    { path: '^(packages/(auth|sync|sync-react|domain)|apps|tests|tools)/' },
  ),
  forbid(
    'apps-do-not-ship-the-server',
    'The client knows a URL, never the process behind it.',
    { path: '^(apps|packages/(auth|sync|sync-react|domain))/', pathNot: tests },
    { path: '^packages/local-stack/' },
  ),
  forbid(
    'packages-by-name',
    "Another package's src is its own business; its package.json says what is offered.",
    { path: '^(?:packages|apps)/([^/]+)/' },
    {
      path: '^(packages|apps)/',
      pathNot: '^(?:packages|apps)/$1/',
      dependencyTypes: ['local'],
      dependencyTypesNot: ['aliased'],
    },
  ),
  forbid(
    'packages-by-name-from-outside',
    "Tests and benches use what a package offers by name, so that moving a file inside it breaks nobody's test.",
    { path: '^(tests|bench|tools)/' },
    { path: '^packages/', dependencyTypes: ['local'], dependencyTypesNot: ['aliased'] },
  ),
  forbid(
    'no-barrels-inside-a-package',
    'An index.ts is the door for other packages. Used inside, it makes everything depend on everything.',
    { path: '^packages/([^/]+)/src/', pathNot: tests },
    { path: '^packages/$1/src/.*\\bindex\\.ts$', dependencyTypes: ['local'], dependencyTypesNot: ['aliased'] },
  ),
  forbid(
    'no-test-code-in-production',
    'What ships must not carry fakes or need a test runner.',
    { path: '^(packages|apps)/', pathNot: [tests, '^packages/sync/src/testing/', '/test-support/'] },
    {
      path: [
        tests,
        '^packages/sync/src/testing/',
        npm('vitest|fast-check|fake-indexeddb|playwright-core'),
        '/test-support/',
        '^tests/',
      ],
    },
  ),
  forbid(
    'no-cycles',
    'Two files that need each other are one file in two places; neither can be read or tested first.',
    { pathNot: '^tests/' },
    { circular: true },
  ),
  forbid(
    'no-cycles-in-tests',
    'The same in tests, where a type may point back: a check may name the world that it is given.',
    { path: '^tests/' },
    { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  ),
  forbid(
    'everything-resolves',
    'An import that cannot be found would also escape every rule above.',
    {},
    { couldNotResolve: true, pathNot: '^virtual:' },
  ),
];

/** Type imports count (tsPreCompilationDeps): a type may point in the wrong direction just as code may. */
export const options = {
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(^|/)dist/' },
  // Without this, package.json "exports" are ignored and `@rockon/sync/dexie` is not found at all.
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'module', 'browser', 'node', 'types', 'default'],
    mainFields: ['module', 'main', 'types', 'typings'],
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
  },
};

export default { forbidden: rules, options };
