; Made by `python -m tests.documents --write` from pyproject.toml.
; Before: pyinstaller assets\packaging\windows\backpressure.spec
[Setup]
AppId=io.github.backpressure.tray
AppName=Backpressure
AppVersion=0.2.0
DefaultDirName={autopf}\Backpressure
PrivilegesRequired=lowest
OutputBaseFilename=backpressure-0.2.0-setup

[Files]
Source: "dist\backpressure\*"; DestDir: "{app}"; Flags: recursesubdirs

[Icons]
Name: "{autoprograms}\Backpressure"; Filename: "{app}\backpressure.exe"; AppUserModelID: "Backpressure"

[UninstallRun]
Filename: "{app}\backpressure.exe"; Parameters: "autostart off"; Flags: runhidden; RunOnceId: "autostart"
Filename: "{app}\backpressure.exe"; Parameters: "quit"; Flags: runhidden; RunOnceId: "quit"
