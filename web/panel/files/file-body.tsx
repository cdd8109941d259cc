import { Match, Show, Switch } from "solid-js";
import type { FileRow } from "../../../machines/thread.ts";
import type { Conversation } from "../state/conversation.ts";
import { typeName } from "../../files/type-names.ts";
import { boxOf } from "./boxes.ts";
import { FileIcon } from "../../files/file-icon.tsx";
import { filesOf } from "./files.ts";
import { createHeard } from "../../files/heard.ts";
import { size } from "./sizes.ts";
import { SoundPlayer } from "./sound-player.tsx";
import { createSource, type Source } from "../../files/source.ts";
import { fileCalled } from "../state/said-words.ts";
import { words } from "./words/index.ts";

/** What a line of the thread has of a file, in the place that was kept for it. */
export default function FileBody(props: { file: FileRow; who: string; conversation: Conversation }) {
  // oxlint-disable-next-line solid/reactivity -- a row is of one conversation for as long as it lives
  const source = createSource(filesOf(props.conversation).addresses, () => props.file.id);
  return (
    <Switch fallback={<DocumentCard file={props.file} source={source} />}>
      <Match when={source.lack()}>
        {(lack) => (
          <div class="file-card file-lack" role="status">
            <FileIcon name={props.file.kind} />
            <p class="file-said">
              <span class="file-name">{fileCalled(props.file)}</span>
              <span class="quiet">{words().shown[lack()]}</span>
            </p>
            <Show when={lack() === "broken"}>
              <button type="button" onClick={() => source.again()}>
                {words().shown.again}
              </button>
            </Show>
          </div>
        )}
      </Match>
      <Match when={props.file.kind === "image"}>
        <Picture file={props.file} who={props.who} source={source} conversation={props.conversation} />
      </Match>
      <Match when={props.file.kind === "video"}>
        <Video file={props.file} source={source} />
      </Match>
      <Match when={props.file.kind === "audio"}>
        <Sound file={props.file} source={source} />
      </Match>
    </Switch>
  );
}

function Picture(props: { file: FileRow; who: string; source: Source; conversation: Conversation }) {
  const box = () => boxOf(props.file);
  return (
    <button
      type="button"
      class="file-frame plain"
      style={{ width: `${box().width}px`, "aspect-ratio": `${box().width} / ${box().height}` }}
      aria-label={`${words().shown.image(props.who, props.file.name)}. ${words().shown.open(props.file.name)}`}
      data-file={props.file.id}
      onClick={() => filesOf(props.conversation).lookAt(props.file.id)}
    >
      <Show when={props.source.path()}>
        {(path) => (
          <img
            src={path()}
            alt=""
            width={box().width}
            height={box().height}
            decoding="async"
            draggable={false}
            onError={() => props.source.failed()}
          />
        )}
      </Show>
    </button>
  );
}

function Sound(props: { file: FileRow; source: Source }) {
  const heard = createHeard(
    () => props.source.path(),
    () => props.file.type,
    () => props.source.failed(),
  );
  return (
    <SoundPlayer
      src={heard()}
      name={fileCalled(props.file)}
      durationMs={props.file.durationMs}
      voice={props.file.voice === true}
      onFail={() => props.source.failed()}
    />
  );
}

function Video(props: { file: FileRow; source: Source }) {
  const box = () => boxOf(props.file);
  return (
    <div
      class="file-frame"
      style={{ width: `${Math.max(240, box().width)}px`, "aspect-ratio": `${box().width} / ${box().height}` }}
    >
      <video
        controls
        playsinline
        preload="metadata"
        src={props.source.path()}
        aria-label={words().shown.video(props.file.name)}
        onError={() => props.source.failed()}
      />
    </div>
  );
}

function DocumentCard(props: { file: FileRow; source: Source }) {
  return (
    <div class="file-card">
      <FileIcon name="document" />
      <p class="file-said">
        <bdi class="file-name" title={props.file.name}>
          {props.file.name}
        </bdi>
        <span class="quiet">
          {typeName(props.file.type)} · {size(props.file.bytes)}
        </span>
      </p>
      <a
        class="file-download"
        href={props.source.path()}
        download={props.file.name}
        aria-label={words().shown.downloadOf(props.file.name)}
        title={words().shown.download}
      >
        <FileIcon name="download" />
      </a>
    </div>
  );
}
