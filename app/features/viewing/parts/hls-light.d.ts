/** hls.js describes its types only for the whole library; the light edition is the same without captions, DRM and interstitials. */
declare module 'hls.js/light' {
  export { default as Hls } from 'hls.js';
}
