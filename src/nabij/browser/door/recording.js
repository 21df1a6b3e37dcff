// Speaking in: from the microphone into this tab's memory, and from there to the ear. Nothing of it is kept elsewhere.

/** An hour, in milliseconds: about 15 MB. */
export const LONGEST = 60 * 60 * 1000;

const SORTS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
/** Enough for a voice, in bits a second. */
const RATE = 32_000;

/** Whether this browser can. */
export const canRecord = () => typeof MediaRecorder === "function" && Boolean(navigator.mediaDevices?.getUserMedia);

/**
 * Asks for the microphone and begins; rejects where it is not given.
 * @returns {Promise<{stop: () => Promise<File>, drop: () => void}>} both let go of the microphone
 */
export async function startRecording() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const silence = () => stream.getTracks().forEach((track) => track.stop());
  try {
    const recorder = new MediaRecorder(stream, { mimeType: SORTS.find((sort) => MediaRecorder.isTypeSupported(sort)), audioBitsPerSecond: RATE });
    /** @type {Blob[]} */
    const pieces = [];
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    const ended = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start(1000);
    const end = async () => {
      if (recorder.state !== "inactive") recorder.stop();
      await ended;
      silence();
    };
    return {
      stop: async () => {
        await end();
        const [type] = recorder.mimeType.split(";");
        return new File(pieces, `opname.${endings.get(type) ?? "webm"}`, { type });
      },
      drop: () => void end().then(() => pieces.splice(0)),
    };
  } catch (error) {
    silence();
    throw error;
  }
}

const endings = new Map([["audio/webm", "webm"], ["audio/mp4", "m4a"], ["audio/ogg", "ogg"]]);

/**
 * Plays what was spoken in, without an address that something else could read.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {() => void} onEnd
 * @returns {Promise<() => void>} stops it
 */
export async function play(bytes, onEnd) {
  const context = new AudioContext();
  const source = context.createBufferSource();
  source.buffer = await context.decodeAudioData(bytes.slice().buffer);
  source.connect(context.destination);
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    void context.close();
    onEnd();
  };
  source.onended = end;
  source.start();
  return () => {
    source.stop();
    end();
  };
}
