// Raw deflate by the browser itself, with a bound on what comes out.

export async function deflate(text: string): Promise<Uint8Array> {
  return collect(piped(new TextEncoder().encode(text), new CompressionStream("deflate-raw")), Infinity);
}

/** Throws a `RangeError` past `most` bytes, so that a small link can't fill the memory; else what the stream throws. */
export async function inflate(bytes: Uint8Array, most: number): Promise<string> {
  const out = await collect(piped(bytes, new DecompressionStream("deflate-raw")), most);
  return new TextDecoder("utf-8", { fatal: true }).decode(out);
}

function piped(bytes: Uint8Array, through: CompressionStream | DecompressionStream): ReadableStreamDefaultReader<Uint8Array> {
  const source = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  return source.pipeThrough(through).getReader();
}

async function collect(reader: ReadableStreamDefaultReader<Uint8Array>, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > most) {
      void reader.cancel().catch(() => undefined);
      throw new RangeError("too large");
    }
    chunks.push(next.value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
