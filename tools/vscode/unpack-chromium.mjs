// Unpacks the Chromium of the npm package @sparticuz/chromium into the folder that TMPDIR names.
// A process of its own: the package chooses its folder by the environment.
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
