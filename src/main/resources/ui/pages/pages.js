/** Every page: its path, its name in words/, and the module that draws it as <page-NAME>. */
export const PAGES = [
  { name: 'dashboard', path: '/', load: () => import('./dashboard/dashboard-page.js') },
  { name: 'peers', path: '/peers', load: () => import('./peers/peers-page.js') },
  { name: 'gateway-pools', path: '/gateway-pools', load: () => import('./gateway-pools/gateway-pools-page.js') },
  { name: 'routes', path: '/routes', load: () => import('./routes/routes-page.js') },
  { name: 'timeline', path: '/timeline', load: () => import('./timeline/timeline-page.js') },
  { name: 'drills', path: '/drills', load: () => import('./drills/drills-page.js') },
  { name: 'logs', path: '/logs', load: () => import('./logs/logs-page.js') },
  { name: 'settings', path: '/settings', load: () => import('./settings/settings-page.js') },
];

/** The pages for whom nobody knows yet. */
export const ENTRANCES = [
  { name: 'login', path: '/login', load: () => import('./login/login-page.js') },
  { name: 'welcome', path: '/welcome', load: () => import('./welcome/welcome-page.js') },
];

export function pageAt(path) {
  return [...PAGES, ...ENTRANCES].find((page) => page.path === path);
}
