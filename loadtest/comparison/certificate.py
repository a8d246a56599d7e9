"""The one certificate that all proxies show: P-256, as is usual today, and self-signed."""

import subprocess

HOST = "app.example"  # what the proxies have a route for; wrk asks in TLS for the host it connects to


def make(directory):
    """Writes app.crt, app.key, and both in app.pem."""
    directory.mkdir()
    certificate, key = directory / "app.crt", directory / "app.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
         "-subj", "/CN=" + HOST, "-addext", "subjectAltName=DNS:%s,DNS:localhost" % HOST, "-keyout", key, "-out", certificate],
        check=True, stderr=subprocess.DEVNULL)
    (directory / "app.pem").write_text(certificate.read_text() + key.read_text())
    return directory
