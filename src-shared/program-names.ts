import { replaceHidden } from './hidden-characters.ts';

/** Endings of files that do something when somebody opens them, on Windows, macOS or Linux; documents with macros among them. */
const endings: ReadonlySet<string> = new Set(
  `exe com scr pif bat cmd msi msp mst msix msixbundle appx appxbundle appinstaller application gadget cpl dll ocx sys drv
  ps1 psm1 psd1 ps1xml vb vbs vbe js jse mjs cjs wsf wsh wsc sct hta chm hlp lnk url website scf inf reg msc mshxml
  library-ms search-ms searchconnector-ms settingcontent-ms theme themepack diagcab jar jnlp class iso img vhd vhdx
  app command terminal tool workflow action scpt scptd applescript dmg pkg mpkg kext fileloc webloc inetloc
  desktop sh bash zsh csh fish ksh run bin appimage deb rpm apk flatpakref snap crx xpi py pyc pyw pl rb php
  docm dotm xlsm xltm xlam pptm potm ppam sldm xll iqy slk`.split(/\s+/),
);

/**
 * Whether a file of this name is a program, or starts one (SEC-44). Names are read as systems read them: Windows leaves out spaces and
 * full stops at the end, and what stands behind a colon; characters that hide or turn the text around count for nothing.
 */
export function isProgramName(name: string): boolean {
  const seen = replaceHidden(name, () => '').normalize('NFKC');
  const [file = ''] = seen.split(':');
  const [, ending = ''] = /\.([^.\s/\\]+)[.\s]*$/.exec(file) ?? [];
  return endings.has(ending.toLowerCase());
}
