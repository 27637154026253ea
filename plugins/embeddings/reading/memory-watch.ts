const MB = 1024 * 1024;
/** Of all that the process holds: buffers, into which PDFs are unpacked, are in no limit of V8's. */
const MOST = 512 * MB;
/** In that time no more than some 100 MB are unpacked. */
const EVERY_MS = 20;

/** The thread that ends its process where that takes too much, or has lost its server: the thread that reads may be busy for minutes. */
const parent = process.ppid;
setInterval(() => {
  if (process.memoryUsage.rss() > MOST || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, EVERY_MS);
