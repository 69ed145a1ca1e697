import { spawn } from 'node:child_process';
import { mkdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';

/** Says one line on stderr and ends the process with code 1. */
export function stop(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(`Node ${process.versions.node} is too old: 20.19 or newer is needed. See https://nodejs.org.`);
}

/** Stops unless there is room for so many megabytes. */
export function requireRoom(megabytes) {
  const { bavail, bsize } = statfsSync('.');
  const free = Math.floor((bavail * bsize) / 1024 / 1024);
  if (free < megabytes) stop(`The disk is full: ${megabytes} MB are needed here and ${free} MB are free.`);
}

/** Stops when somebody else listens there already. Port 0 means any free one. */
export async function requireFreePort(host, port) {
  const problem = await new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', resolve);
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
  if (!problem) return;
  if (problem.code === 'EADDRINUSE')
    stop(
      `Port ${port} on ${host} is taken. Stop what uses it or choose another: PORT=${port + 1} npm run quickstart`,
    );
  stop(`The server cannot listen on ${host}:${port}: ${problem.message}`);
}

export function requireFolder(path) {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    stop(`The folder ${path} cannot be written: ${error.message}`);
  }
}

/** Runs a step quietly; when it fails, stops with `failure` and the line of its output that says most. */
export async function step(failure, command, words, env = process.env) {
  let output = '';
  const code = await new Promise((resolve) => {
    const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes) => (output = (output + bytes).slice(-64_000)));
    child.on('error', (error) => resolve(error.message));
    child.on('close', resolve);
  });
  if (code === 0) return output;
  if (/ENOSPC|no space left|disk is full|database or disk is full/i.test(output))
    stop('The disk is full. Free some room and run npm run quickstart again; nothing is lost.');
  return stop(`${failure}: ${tellingLine(output) || `it ended with ${code}`}`);
}

/** What npm or the builder names as the cause, else the last line. */
function tellingLine(output) {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const npm = lines.find((line) => /^npm (error|ERR!) (?!code|errno|A complete log)/.test(line));
  const heading = lines.findIndex((line) => /Build failed|error during build/.test(line));
  const builder =
    heading === -1 ? undefined : lines.slice(heading + 1).find((line) => !/error during build/.test(line));
  return (npm || builder || lines[lines.length - 1] || '').replace(/^npm (error|ERR!) /, '');
}
