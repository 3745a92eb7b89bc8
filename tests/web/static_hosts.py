"""Real web servers over a static site, each with the rules that came with it, on the loopback only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from renkei.publishing.hosting import rules
from renkei.publishing.hosting.nginx import MAPS, SERVER

_START_SECONDS = 60.0
_END_SECONDS = 60.0
_APACHE_MODULES = Path("/usr/lib/apache2/modules")
_MODULES = (
    "authz_core", "deflate", "dir", "env", "filter", "headers", "mime", "mpm_event", "rewrite", "setenvif",
)  # fmt: skip


def _nginx(site: Path, root: Path, port: int, folder: Path) -> list[str]:
    _, maps, server = (
        (site / ".server" / "nginx.conf").read_text("utf-8").replace(SERVER, MAPS).split(MAPS)
    )
    temporary = " ".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\n{maps}\n"
        f"server {{ listen 127.0.0.1:{port}; root {root};\n{server}\n}} }}\n"
    )
    return ["nginx", "-e", f"{folder}/error.log", "-p", str(folder), "-c", str(config)]


def _apache(site: Path, root: Path, port: int, folder: Path) -> list[str]:
    shutil.copyfile(site / ".server" / "htaccess", site / ".htaccess")
    modules = "\n".join(
        f"LoadModule {name}_module {_APACHE_MODULES}/mod_{name}.so" for name in _MODULES
    )
    config = folder / "apache.conf"
    # As root Apache serves only in the name of somebody else.
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    config.write_text(
        f"{modules}\n{user}\nServerName localhost\nServerRoot {folder}\nPidFile {folder}/pid\n"
        f"ErrorLog {folder}/error.log\nListen 127.0.0.1:{port}\nDocumentRoot {root}\n"
        f"TypesConfig /etc/mime.types\n"
        f"<Directory {root}>\n  AllowOverride All\n  Options FollowSymLinks\n  Require all granted\n</Directory>\n"
    )
    return ["apache2", "-f", str(config), "-DFOREGROUND"]


def _caddy(site: Path, root: Path, port: int, folder: Path) -> list[str]:
    config = folder / "Caddyfile"
    rules = (site / ".server" / "Caddyfile").read_text("utf-8")
    config.write_text(
        f"{{\n  admin off\n  auto_https off\n  storage file_system {folder}/storage\n}}\n"
        f"http://127.0.0.1:{port} {{\nbind 127.0.0.1\nroot * {root}\n{rules}\n}}\n"
    )
    return ["caddy", "run", "--config", str(config), "--adapter", "caddyfile"]


HOSTS: dict[str, Callable[[Path, Path, int, Path], list[str]]] = {
    "nginx": _nginx,
    "apache": _apache,
    "caddy": _caddy,
}


@contextmanager
def hosting(name: str, site: Path, prefix: str = "") -> Iterator[int]:
    """The port of a web server over a copy of a site that everybody may read.

    With a prefix the site is a folder of the server, and its rules are those for `--url-path`.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="renkei-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        root = folder / "root"
        copy = root / prefix.strip("/")
        shutil.copytree(site, copy)
        for path, content in rules(url_path=prefix):
            (copy / path).write_bytes(content)
        command = HOSTS[name](copy, root, port, folder)
        environment = os.environ | {"HOME": made, "XDG_DATA_HOME": made, "XDG_CONFIG_HOME": made}
        with (folder / "output").open("wb") as output:
            process = subprocess.Popen(
                command, stdout=output, stderr=subprocess.STDOUT, env=environment
            )
            try:
                _await(process, port, folder)
                yield port
            finally:
                process.terminate()
                process.wait(_END_SECONDS)


def _await(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    for _ in range(int(_START_SECONDS / 0.05)):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    logs = [folder / "output", folder / "error.log"]
    raise AssertionError("\n".join(each.read_text() for each in logs if each.is_file()))
