# Version, addresses and libraries come from pyproject.toml, by `python -m tests.documents --write`.
class Backpressure < Formula
  include Language::Python::Virtualenv

  desc "Shows the load you carry as memory pressure in the tray, and proposes breaks"
  homepage "https://github.com/backpressure/tray"
  url "https://github.com/backpressure/tray/releases/download/v0.2.0/backpressure_tray-0.2.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "MIT"

  depends_on "python@3.13"

  # brew update-python-resources puts these here: pystray, pillow, tomli, platformdirs, markdown-it-py, desktop-notifier

  def install
    virtualenv_install_with_resources
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/backpressure --version")
  end
end
