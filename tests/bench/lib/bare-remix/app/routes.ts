import { index, type RouteConfig } from '@remix-run/route-config';

const routes: RouteConfig = [index('page.tsx')];
export default routes;
