/** What the page must not lose, in IndexedDB: scans until the server has judged them, and those it would not take. */
const NAME = 'terminal'
const SCANS = 'scans'
const LOST = 'lost'

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Opens the store; the same in all pages of this browser, whoever is signed in. */
export async function openStore() {
  const opening = indexedDB.open(NAME, 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(SCANS, { keyPath: 'place', autoIncrement: true })
    opening.result.createObjectStore(LOST, { keyPath: 'id' })
  }
  const database = await done(opening)
  const write = (name, work) => {
    // Power may go at any moment: what is written must be on the disk when we say so.
    const transaction = database.transaction(name, 'readwrite', { durability: 'strict' })
    const result = work(transaction.objectStore(name))
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(result.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  }
  const all = (name) => done(database.transaction(name).objectStore(name).getAll())
  return {
    /** Scans in the order in which they were made. */
    scans: () => all(SCANS),
    /** Keeps a scan; resolves with its place in the order. */
    add: (scan) => write(SCANS, (store) => store.add(scan)),
    remove: (place) => write(SCANS, (store) => store.delete(place)),
    lost: () => all(LOST),
    lose: (scan) => write(LOST, (store) => store.put(scan)),
    forget: () => write(LOST, (store) => store.clear()),
  }
}
