/** Line drawings for what has to do with files, as `Icon` has them for the rest. */
const PATHS = {
  clip: "M20 11l-8.5 8.5a5 5 0 01-7-7L13 4a3.4 3.4 0 015 5l-8.5 8.5a1.8 1.8 0 01-2.5-2.5L14.5 7.5",
  image: "M3 5h18v14H3zM3 16l5-5 5 5 3-3 5 5M15.5 9v.01",
  video: "M3 6h12v12H3zM15 11l6-3v8l-6-3",
  document: "M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h7",
  audio: "M9 18a3 3 0 11-6 0 3 3 0 016 0zM9 18V5l11-2v12M20 15a3 3 0 11-6 0 3 3 0 016 0z",
  mic: "M12 3a3 3 0 00-3 3v6a3 3 0 006 0V6a3 3 0 00-3-3zM5 11a7 7 0 0014 0M12 18v3",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14M16 5v14",
  stop: "M6 6h12v12H6z",
  download: "M12 4v11M7 11l5 5 5-5M4 20h16",
  closer: "M11 4a7 7 0 100 14 7 7 0 000-14zM16 16l5 5M8 11h6M11 8v6",
  farther: "M11 4a7 7 0 100 14 7 7 0 000-14zM16 16l5 5M8 11h6",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v6M14 11v6",
};

export type FileIconName = keyof typeof PATHS;

export function FileIcon(props: { name: FileIconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[props.name]} />
    </svg>
  );
}
