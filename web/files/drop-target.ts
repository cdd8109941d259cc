/** Files that are dragged from elsewhere: over this part of the page, dropped there, or taken away again. */
const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** Beside where they are wanted they must not take the place of the page. Gives the way to stop. */
export function keepPage(): () => void {
  const keep = (event: DragEvent): void => {
    if (!hasFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = "none";
  };
  addEventListener("dragover", keep);
  addEventListener("drop", keep);
  return () => {
    removeEventListener("dragover", keep);
    removeEventListener("drop", keep);
  };
}

/** @param whyNot Why they cannot be dropped now, in words. */
export function dropTarget(
  whyNot: () => string | undefined,
  over: (isOver: boolean) => void,
  dropped: (files: readonly File[]) => void,
) {
  // What is dragged enters and leaves each element on its way.
  let inside = 0;
  const end = (): void => {
    inside = 0;
    over(false);
  };
  return {
    onDragEnter(event: DragEvent): void {
      if (!hasFiles(event)) return;
      inside++;
      over(true);
    },
    onDragLeave(event: DragEvent): void {
      if (hasFiles(event) && --inside <= 0) end();
    },
    onDragOver(event: DragEvent): void {
      if (!hasFiles(event)) return;
      // Else the browser would open the file in place of the page.
      event.preventDefault();
      event.dataTransfer!.dropEffect = whyNot() === undefined ? "copy" : "none";
    },
    onDrop(event: DragEvent): void {
      if (!hasFiles(event)) return;
      event.preventDefault();
      end();
      dropped([...event.dataTransfer!.files]);
    },
  };
}
