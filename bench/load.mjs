// Sends one request again and again over some connections and prints how many were answered a second: `node load.mjs SECONDS CONNECTIONS REQUEST`,
// where REQUEST is JSON: {url, method, headers, body}. A process of its own, so that it measures the other side.
import { Agent, request } from 'node:http';

const [seconds, connections, text] = process.argv.slice(2);
const { url, method = 'GET', headers = {}, body = '' } = JSON.parse(text);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const end = Date.now() + Number(seconds) * 1000;
let answered = 0;
let failed = 0;

const once = () =>
  new Promise(resolve => {
    const sent = request(url, { agent, method, headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, response => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) answered += 1;
        else failed += 1;
        resolve();
      });
      response.on('error', resolve);
    });
    sent.on('error', () => {
      failed += 1;
      resolve();
    });
    sent.end(body);
  });

const connection = async () => {
  while (Date.now() < end) await once();
};

const started = Date.now();
await Promise.all(Array.from({ length: Number(connections) }, connection));
agent.destroy();
console.log(JSON.stringify({ perSecond: Math.round((answered * 1000) / (Date.now() - started)), failed }));
