/** How far it is: a bar that is drawn again and again on a terminal, a line now and then elsewhere. */
import type { Progress } from './mlflow-import.ts';

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const barWidth = 30;
/** At least so much more must be done before the next line. */
const lineShare = 0.1;
const eraseLine = '\r\x1b[K';

export interface EndableProgress extends Progress {
  /** Leaves the terminal as a next line of text expects it. */
  end(): void;
}

export function createProgress(output: Output): EndableProgress {
  let told = 0;
  let isDrawn = false;
  return {
    advance(done, total, what) {
      if (output.isTTY) {
        const filled = Math.round((done / total) * barWidth);
        const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
        output.write(`${eraseLine}${bar} ${done}/${total} ${what}`);
        isDrawn = true;
      } else if (done === total || done - told >= total * lineShare) {
        output.write(`${done} of ${total} versions: ${what}\n`);
        told = done;
      }
    },
    end() {
      if (isDrawn) output.write(eraseLine);
      isDrawn = false;
    },
  };
}
