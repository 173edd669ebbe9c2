const MOST_FILES = 400;

/** The files of a drop, those of its folders included, with their paths. */
export async function droppedFiles(data: DataTransfer): Promise<File[]> {
  // Now: after the event the list is empty.
  const entries = [...data.items].map((it) => it.webkitGetAsEntry()).filter((it) => it !== null);
  if (entries.length === 0) return [...data.files];
  const files: File[] = [];
  const waiting = [...entries];
  for (let entry = waiting.shift(); entry !== undefined && files.length < MOST_FILES; entry = waiting.shift()) {
    if (entry.isFile) files.push(await fileOf(entry as FileSystemFileEntry));
    else if (!entry.name.startsWith(".") && entry.name !== "node_modules") waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)));
  }
  return files;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file((file) => resolve(named(file, entry.fullPath)), reject));
}

/** A folder's file, as the file picker would give it. */
function named(file: File, path: string): File {
  Object.defineProperty(file, "webkitRelativePath", { value: path.replace(/^\//, "") });
  return file;
}

/** A reader gives its entries in parts. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0 || all.length > MOST_FILES) return all;
    all.push(...part);
  }
}
