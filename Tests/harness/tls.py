"""A certificate for the loopback addresses, made with the openssl command when a test wants one."""

import subprocess
from pathlib import Path


def make_certificate(directory, name="lantern"):
    """A key and a certificate that it signed itself, as PEM files; returns (certificate, key)."""
    certificate, key = Path(directory) / f"{name}.crt", Path(directory) / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True, timeout=60)
    return certificate, key


def settings(certificate, key):
    """The lines of a settings file that name them."""
    return f"tls:\n  certificate: {certificate}\n  key: {key}\n"
