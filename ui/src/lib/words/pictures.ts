/** Pictures that are put into the text. */

/** `312 KB`, `3.1 MB`. */
export function fileSize(bytes: number): string {
  const kilobytes = bytes / 1024;
  if (kilobytes < 1) return `${bytes} bytes`;
  return kilobytes < 1000 ? `${Math.round(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}

export const pictures = {
  choose: 'Put a picture in…',
  chooseTitle: 'Choose pictures, recordings or documents',
  smaller: 'Make the last picture smaller',
  none: 'No picture was put in yet',
  adding: (name: string) => `Putting ${name} into the blog`,
  added: (path: string, bytes: number) => `Stored as ${path} (${fileSize(bytes)}).`,
  cleaned: 'What the camera wrote into it, place and time, was taken out.',
  describe: 'Describe it between the brackets, for people who cannot see it.',
  large: (width: number, height: number) =>
    `It is ${width} by ${height} points; “Make the last picture smaller” is among the commands.`,
  shrunk: (before: number, bytes: number) =>
    `The picture had ${fileSize(before)} and has ${fileSize(bytes)} now.`,
} as const;
