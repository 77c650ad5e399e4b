// Unpacks a program that stands in a page or a script as text.
const zipingUnpack = (packed) => {
  // A loop takes a tenth of the time of `Uint8Array.from` with a function, which goes through an iterator.
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
};
