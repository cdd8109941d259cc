/** In the browser's small storage while there are files in its large one: else nobody looks there. */
export const KEPT_FILES = "turno.files";
