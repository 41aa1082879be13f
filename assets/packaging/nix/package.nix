# Version, addresses and libraries come from pyproject.toml, by `python -m tests.documents --write`.
{ lib, python3Packages, fetchPypi }:

python3Packages.buildPythonApplication rec {
  pname = "backpressure-tray";
  version = "0.2.0";
  pyproject = true;

  src = fetchPypi {
    pname = "backpressure_tray";
    inherit version;
    sha256 = "0000000000000000000000000000000000000000000000000000000000000000";
  };

  build-system = with python3Packages; [ hatchling babel ];
  dependencies = with python3Packages; [
    pystray
    pillow
    tomli
    platformdirs
    markdown-it-py
    jeepney
    xlib
  ];
  optional-dependencies.report = with python3Packages; [ plotly jinja2 ];
  optional-dependencies.calendar = with python3Packages; [ icalendar recurring-ical-events ];

  postInstall = "cp -r assets/share $out/";
  doCheck = false; # the tests drive real desktops

  meta = {
    description = "Shows the load you carry as memory pressure in the tray, and proposes breaks";
    homepage = "https://github.com/backpressure/tray";
    license = lib.licenses.mit;
    mainProgram = "backpressure";
    platforms = lib.platforms.linux;
  };
}
