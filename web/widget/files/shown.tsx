import { Match, Show, Switch } from "solid-js";
import type { FileRow } from "../../../machines/thread.ts";
import { FileIcon } from "../../files/file-icon.tsx";
import { createHeard } from "../../files/heard.ts";
import { SoundPlayer } from "../../files/sound-player.tsx";
import { createSource, type Source } from "../../files/source.ts";
import { typeName } from "../../files/type-names.ts";
import type { FileLine } from "./desk.tsx";
import { keepRoom } from "./entrance.ts";
import type { Files } from "./files.ts";

interface Props {
  files: Files;
  file: FileRow;
  source: Source;
}

/** What a line of the thread has of a file, in the place that was kept for it. */
export function Shown(props: { files: Files; row: FileLine }) {
  // oxlint-disable-next-line solid/reactivity -- a line is of one thread for as long as it lives
  const source = createSource(props.files.addresses()!, () => props.row.file.id);
  const words = () => props.files.speech().words;
  const file = () => props.row.file;
  /** It came, and still does not play. */
  const isUnplayable = () => source.lack() === "broken" && source.path() !== undefined && file().kind !== "image";
  const who = () => (props.row.from === "customer" ? props.files.words().you : props.row.authorName);
  return (
    <Switch fallback={<DocumentCard files={props.files} file={file()} source={source} />}>
      <Match when={source.lack()}>
        {(lack) => (
          <div class="file-card" role="status">
            <FileIcon name={file().kind} />
            <p class="file-said">
              <bdi class="file-name">{nameOf(props.files, file())}</bdi>
              <span class="file-about">{words().shown[isUnplayable() ? "unplayable" : lack()]}</span>
            </p>
            <Switch>
              <Match when={isUnplayable()}>
                <Download files={props.files} file={file()} source={source} />
              </Match>
              <Match when={lack() === "broken"}>
                <button type="button" class="plain" onClick={() => source.again()}>
                  {words().shown.again}
                </button>
              </Match>
            </Switch>
          </div>
        )}
      </Match>
      <Match when={file().kind === "image"}>
        <button
          type="button"
          class="file-frame"
          ref={(place) => keepRoom(place, file())}
          aria-label={`${words().shown.image(who(), file().name)}. ${words().shown.open(file().name)}`}
          onClick={() => props.files.view(file().id)}
        >
          <Show when={source.path()}>
            {(path) => <img src={path()} alt="" decoding="async" draggable={false} onError={() => source.failed()} />}
          </Show>
        </button>
      </Match>
      <Match when={file().kind === "video"}>
        <div class="file-frame" ref={(place) => keepRoom(place, file())}>
          <video
            controls
            playsinline
            preload="metadata"
            src={source.path()}
            aria-label={words().shown.video(file().name)}
            onError={() => source.path() !== undefined && source.failed()}
          />
        </div>
      </Match>
      <Match when={file().kind === "audio"}>
        <Sound files={props.files} file={file()} source={source} />
      </Match>
    </Switch>
  );
}

const nameOf = (files: Files, { voice, name }: FileRow): string => (voice ? files.words().files.voice : name);

function Sound(props: Props) {
  const heard = createHeard(
    () => props.source.path(),
    () => props.file.type,
    () => props.source.failed(),
  );
  return (
    <SoundPlayer
      src={heard()}
      name={nameOf(props.files, props.file)}
      durationMs={props.file.durationMs}
      voice={props.file.voice === true}
      words={props.files.speech().words.player}
      language={props.files.speech().language}
      onFail={() => props.source.failed()}
    />
  );
}

function DocumentCard(props: Props) {
  return (
    <div class="file-card">
      <FileIcon name="document" />
      <p class="file-said">
        <bdi class="file-name" title={props.file.name}>
          {props.file.name}
        </bdi>
        <span class="file-about">
          {typeName(props.file.type)} · {props.files.size(props.file.bytes)}
        </span>
      </p>
      <Download files={props.files} file={props.file} source={props.source} />
    </div>
  );
}

function Download(props: Props) {
  const words = () => props.files.speech().words.shown;
  return (
    <a
      class="file-tool"
      href={props.source.path()}
      download={props.file.name}
      aria-label={words().downloadOf(props.file.name)}
      title={words().download}
    >
      <FileIcon name="download" />
    </a>
  );
}
