// Drives Debian's Firefox ESR through its own protocol, Marionette: Playwright would need its own build of Firefox.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const firefox = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
export const hasFirefox = existsSync(firefox);

/** Messages are `length:[type, id, name or error, parameters or result]`. */
class Wire {
  constructor(socket) {
    this.socket = socket;
    this.waiting = new Map();
    this.next = 1;
    this.bytes = Buffer.alloc(0);
    socket.on('data', (data) => {
      this.bytes = Buffer.concat([this.bytes, data]);
      this.read();
    });
  }

  read() {
    for (;;) {
      const colon = this.bytes.indexOf(0x3a);
      const length = Number(this.bytes.subarray(0, colon));
      if (colon < 1 || this.bytes.length < colon + 1 + length) return;
      const message = JSON.parse(this.bytes.subarray(colon + 1, colon + 1 + length));
      this.bytes = this.bytes.subarray(colon + 1 + length);
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      if (error) reject(new Error(`${error.error}: ${error.message}`));
      else resolve(result && 'value' in result ? result.value : result);
    }
  }

  send(name, parameters = {}) {
    const id = this.next++;
    const text = JSON.stringify([0, id, name, parameters]);
    this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }
}

async function dial(port) {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    const socket = await new Promise((resolve) => {
      const trying = connect(port, '127.0.0.1');
      trying.once('connect', () => resolve(trying)).once('error', () => resolve(null));
    });
    if (socket) return socket;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('Firefox does not answer');
}

export async function openFirefox() {
  const profile = mkdtempSync(join(tmpdir(), 'workshop-firefox-'));
  const port = 20_000 + (process.pid % 20_000);
  const preferences = {
    'marionette.port': port, 'app.update.disabledForTesting': true, 'datareporting.policy.dataSubmissionEnabled': false,
    'browser.shell.checkDefaultBrowser': false, 'browser.startup.page': 0, 'toolkit.telemetry.enabled': false,
    'network.dns.disabled': true, 'intl.accept_languages': 'en',
  };
  writeFileSync(join(profile, 'user.js'), Object.entries(preferences).map(([key, value]) => `user_pref("${key}", ${JSON.stringify(value)});\n`).join(''));
  const browser = spawn(firefox, ['--headless', '--marionette', '--no-remote', '--profile', profile, 'about:blank'], { stdio: 'ignore', env: { ...process.env, HOME: profile } });
  const wire = new Wire(await dial(port));
  await wire.send('WebDriver:NewSession', { acceptInsecureCerts: false });
  return {
    goTo: (url) => wire.send('WebDriver:Navigate', { url }),
    run: (script, ...args) => wire.send('WebDriver:ExecuteScript', { script, args }),
    /** Waits until a script returns something true, and returns it. */
    async until(script, milliseconds = 60_000) {
      for (const began = Date.now(); Date.now() - began < milliseconds;) {
        const value = await wire.send('WebDriver:ExecuteScript', { script: `return ${script};`, args: [] });
        if (value) return value;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      throw new Error(`this did not come true: ${script}`);
    },
    async close() {
      const gone = new Promise((resolve) => browser.once('exit', resolve));
      await wire.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => browser.kill());
      await gone;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
