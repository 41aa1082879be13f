; Version, addresses and libraries come from pyproject.toml, by `python -m tests.documents --write`.
; Before: pyinstaller assets\packaging\windows\backpressure.spec, which makes the folder dist. Then, from there, too:
; makensis -NOCD assets\packaging\windows\installer.nsi
; As the program is, of 64 bits. Debian's makensis can do that; one that cannot takes "Unicode true" instead.
Target amd64-unicode
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!ifndef FROM
  !define FROM "dist"
!endif
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Backpressure"
!define NOTIFICATIONS "Software\Classes\AppUserModelId\Backpressure"

; "/SOLID lzma" would be a quarter smaller, but that of 64 bits stops in the middle as it unpacks.
SetCompressor zlib
Name "Backpressure"
OutFile "${FROM}/backpressure-0.2.0-setup.exe"
; For one person, so nobody has to be asked for a password
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Backpressure"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
VIProductVersion "0.2.0.0"
VIAddVersionKey "ProductName" "Backpressure"
VIAddVersionKey "ProductVersion" "0.2.0"
VIAddVersionKey "FileVersion" "0.2.0"
VIAddVersionKey "FileDescription" "Backpressure"
VIAddVersionKey "LegalCopyright" "MIT"

!define MUI_ICON "${FROM}/backpressure.ico"
!define MUI_UNICON "${FROM}/backpressure.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\backpressure.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The languages of the program, as NSIS calls them; each has the installer's own words.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "Spanish"
!insertmacro MUI_LANGUAGE "PortugueseBR"
!insertmacro MUI_LANGUAGE "Italian"
!insertmacro MUI_LANGUAGE "Dutch"
!insertmacro MUI_LANGUAGE "Polish"
!insertmacro MUI_LANGUAGE "Ukrainian"
!insertmacro MUI_LANGUAGE "Japanese"
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "Arabic"

; Ends the program, and takes away what an installer brought. What still ends keeps its file for a moment.
!macro RemoveProgram
  ${If} ${FileExists} "$INSTDIR\backpressure.exe"
    nsExec::Exec '"$INSTDIR\backpressure.exe" quit'
    Pop $0
    ${For} $1 1 60
      ClearErrors
      Delete "$INSTDIR\backpressure.exe"
      ${IfNot} ${Errors}
        ${ExitFor}
      ${EndIf}
      Sleep 250
    ${Next}
    RMDir /r "$INSTDIR\_internal"
  ${EndIf}
!macroend

Section
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${FROM}/backpressure/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Backpressure.lnk" "$INSTDIR\backpressure.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Backpressure"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "0.2.0"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\backpressure.exe"
  WriteRegStr HKCU "${UNINSTALL}" "URLInfoAbout" "https://github.com/backpressure/tray"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

; The history and the settings stay: they are the person's own.
Section "Uninstall"
  ${If} ${FileExists} "$INSTDIR\backpressure.exe"
    nsExec::Exec '"$INSTDIR\backpressure.exe" autostart off'
    Pop $0
  ${EndIf}
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Backpressure.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${NOTIFICATIONS}"
SectionEnd
