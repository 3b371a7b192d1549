// Starts the official Bluesky server and its directory (PLC, in memory) on 127.0.0.1, with all its files in a scratch
// folder, and prints one line of JSON when both listen. Run it in the folder that holds node_modules:
//   node start.cjs SCRATCH_FOLDER
// It stops when its standard input closes, so it never outlives the tests.
const crypto = require('node:crypto')
const { createRequire } = require('node:module')
const net = require('node:net')
const path = require('node:path')

const here = createRequire(path.join(process.cwd(), 'index.js'))

// Both servers call listen(port) and would bind every interface.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (first, ...rest) {
  if (typeof first === 'number' || typeof first === 'string') {
    return listen.call(this, { port: Number(first), host: '127.0.0.1' }, ...rest.filter((a) => typeof a === 'function'))
  }
  return listen.call(this, first, ...rest)
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = net.createServer().listen(0, () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

async function main(scratch) {
  const plc = here('@did-plc/server')
  const { PDS, envToCfg, envToSecrets } = here('@atproto/pds')
  const plcPort = await freePort()
  await plc.PlcServer.create({ db: new plc.MockDatabase(), port: plcPort }).start()

  const port = await freePort()
  const env = {
    port,
    hostname: 'localhost',
    devMode: true,
    disableSsrfProtection: true,
    inviteRequired: false,
    serviceHandleDomains: ['.test'],
    didPlcUrl: `http://127.0.0.1:${plcPort}`,
    dataDirectory: path.join(scratch, 'data'),
    blobstoreDiskLocation: path.join(scratch, 'blobs'),
    blobstoreDiskTmpLocation: path.join(scratch, 'blobs-tmp'),
    jwtSecret: crypto.randomBytes(16).toString('hex'),
    adminPassword: crypto.randomBytes(16).toString('hex'),
    plcRotationKeyK256PrivateKeyHex: crypto.randomBytes(32).toString('hex'),
  }
  require('node:fs').mkdirSync(env.dataDirectory, { recursive: true })
  const pds = await PDS.create(envToCfg(env), envToSecrets(env))
  await pds.start()
  process.stdin.on('end', () => process.exit(0)).resume()
  console.log(JSON.stringify({ base_url: `http://127.0.0.1:${port}`, plc_url: `http://127.0.0.1:${plcPort}` }))
}

main(path.resolve(process.argv[2])).catch((error) => {
  console.error(error)
  process.exit(1)
})
