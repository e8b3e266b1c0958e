"""A certificate authority for tests, and the certificates of clients and servers that it signs."""

import datetime
import ipaddress

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = datetime.timedelta(days=1)
SERVER = ExtendedKeyUsageOID.SERVER_AUTH
CLIENT = ExtendedKeyUsageOID.CLIENT_AUTH


def new_key(kind="ecdsa"):
    if kind == "rsa":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP521R1() if kind == "p521" else ec.SECP256R1())


def key_pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def pem(*certificates):
    return b"".join(certificate.public_bytes(serialization.Encoding.PEM) for certificate in certificates)


def sha256(certificate):
    return certificate.fingerprint(hashes.SHA256()).hex()


def write(path, content, mode=0o600):
    """A file for bytes; returns its path."""
    path.touch(mode=mode)
    path.write_bytes(content)
    return path


def _sign(subject, public_key, issuer, issuer_key, extensions, days):
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = x509.CertificateBuilder(
        subject_name=subject, issuer_name=issuer, public_key=public_key, serial_number=x509.random_serial_number(),
        not_valid_before=now + days[0] * DAY, not_valid_after=now + days[1] * DAY)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def alternative_names(names):
    found = []
    for name in names:
        try:
            found.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            found.append(x509.DNSName(name))
    return x509.SubjectAlternativeName(found)


class Authority:
    def __init__(self, name="Test Authority", issuer=None):
        self.name = _name(name)
        self.key = new_key()
        signer = issuer or self
        self.certificate = _sign(
            self.name, self.key.public_key(), signer.name, signer.key,
            [(x509.BasicConstraints(True, None), True),
             (x509.KeyUsage(False, False, False, False, False, True, True, False, False), True),
             (x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), False),
             (x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.key.public_key()), False)], (-30, 300))

    def issue(self, key, names=("localhost", "127.0.0.1", "::1"), days=(-1, 90), use=SERVER):
        """A certificate for a key, private or public. `days`: of validity, from now."""
        public_key = key.public_key() if hasattr(key, "public_key") else key
        return _sign(
            _name(names[0]), public_key, self.name, self.key,
            [(alternative_names(names), False), (x509.BasicConstraints(False, None), True),
             (x509.ExtendedKeyUsage([use]), False),
             (x509.SubjectKeyIdentifier.from_public_key(public_key), False),
             (x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False)], days)

    def answer(self, request, **options):
        """A certificate for a request in PEM form, for the names that it asks for."""
        request = x509.load_pem_x509_csr(request)
        assert request.is_signature_valid
        names = request.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        names = [str(name.value) for name in names]
        return self.issue(request.public_key(), names=names, **options)
