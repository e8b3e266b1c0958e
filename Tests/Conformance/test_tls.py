"""What a scanner that others wrote (sslyze) and old clients find at an https address."""

import json
import socket
import ssl

import pytest
from sslyze import (CertificateInfoExtraArgument, ScanCommand, ScanCommandAttemptStatusEnum, ScanCommandsExtraArguments,
                    Scanner, ServerNetworkLocation, ServerScanRequest)
from sslyze.mozilla_tls_profile.tls_config_checker import (MozillaTlsConfiguration, TlsConfigurationEnum,
                                                           check_server_against_tls_configuration)
from sslyze.plugins.robot.implementation import RobotScanResultEnum
from sslyze.plugins.session_resumption.implementation import TlsResumptionSupportEnum

from harness import processes
from harness.agent import Agent
from harness.authority import Authority, key_pem, new_key, pem, write

pytestmark = pytest.mark.filterwarnings("ignore")


def started(directory, kind, config=""):
    """An agent with a certificate from an authority; returns it and the authority's file."""
    agent = Agent(directory, listen="https://127.0.0.1:0", config=config)
    authority, key = Authority(), new_key(kind)
    certificate = write(directory / "certificate.pem", pem(authority.issue(key)) + key_pem(key))
    agent.tool("cert", "install", certificate)
    return agent.start(), write(directory / "authority.pem", pem(authority.certificate))


def scan(agent, authority):
    scanner = Scanner()
    scanner.queue_scans([ServerScanRequest(
        ServerNetworkLocation(hostname="localhost", port=agent.port, ip_address="127.0.0.1"),
        scan_commands={command for command in ScanCommand if command is not ScanCommand.HTTP_HEADERS},
        scan_commands_extra_arguments=ScanCommandsExtraArguments(
            certificate_info=CertificateInfoExtraArgument(custom_ca_file=authority)))])
    result, = scanner.get_results()
    return result


def suites(found, version):
    attempt = getattr(found.scan_result, f"{version}_cipher_suites")
    assert attempt.status is ScanCommandAttemptStatusEnum.COMPLETED, attempt
    return {accepted.cipher_suite.name for accepted in attempt.result.accepted_cipher_suites}


@pytest.fixture(scope="module", params=["ecdsa", "rsa"])
def found(request, tmp_path_factory):
    agent, authority = started(tmp_path_factory.mktemp("scanned"), request.param)
    yield scan(agent, authority)
    agent.stop()


@pytest.fixture(scope="module")
def found_for_old_clients(tmp_path_factory):
    agent, authority = started(tmp_path_factory.mktemp("old"), "rsa", config="tls: { compatibility: true }\n")
    yield scan(agent, authority)
    agent.stop()


def test_everything_was_scanned(found):
    for command in ScanCommand:
        if command is not ScanCommand.HTTP_HEADERS:
            attempt = getattr(found.scan_result, command.value)
            assert attempt.status is ScanCommandAttemptStatusEnum.COMPLETED, command


def test_mozillas_intermediate_profile_is_kept(found):
    """Raises with what is wrong. Certificate, key, versions, suites, curves, and the holes of the past."""
    check_server_against_tls_configuration(
        server_scan_result=found,
        tls_config_to_check_against=MozillaTlsConfiguration.get(TlsConfigurationEnum.MOZILLA_INTERMEDIATE))


def test_versions_and_suites(found):
    for version in ("ssl_2_0", "ssl_3_0", "tls_1_0", "tls_1_1"):
        assert suites(found, version) == set()
    assert suites(found, "tls_1_2") in [
        {f"TLS_ECDHE_{kind}_WITH_{cipher}" for cipher in
         ("AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "CHACHA20_POLY1305_SHA256")} for kind in ("ECDSA", "RSA")]
    assert suites(found, "tls_1_3") == {
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}


def check_old_holes(found):
    result = found.scan_result
    assert not result.tls_compression.result.supports_compression
    assert not result.heartbleed.result.is_vulnerable_to_heartbleed
    assert not result.openssl_ccs_injection.result.is_vulnerable_to_ccs_injection
    assert result.robot.result.robot_result in (
        RobotScanResultEnum.NOT_VULNERABLE_RSA_NOT_SUPPORTED, RobotScanResultEnum.NOT_VULNERABLE_NO_ORACLE)
    assert not result.session_renegotiation.result.is_vulnerable_to_client_renegotiation_dos
    assert result.session_renegotiation.result.supports_secure_renegotiation
    assert result.tls_fallback_scsv.result.supports_fallback_scsv
    assert result.tls_extended_master_secret.result.supports_ems_extension
    # Early data can be replayed.
    assert not result.tls_1_3_early_data.result.supports_early_data


def test_the_holes_of_the_past_are_closed(found):
    check_old_holes(found)


def test_sessions_are_resumed_by_tickets(found):
    assert found.scan_result.session_resumption.result.tls_ticket_resumption_result \
        is TlsResumptionSupportEnum.FULLY_SUPPORTED


# Old consoles


def test_old_clients_are_served_only_where_that_is_asked_for(found_for_old_clients):
    found = found_for_old_clients
    cbc = {f"TLS_{kind}_WITH_AES_{bits}_CBC_SHA" for kind in ("RSA", "ECDHE_RSA") for bits in (128, 256)}
    for version in ("ssl_2_0", "ssl_3_0"):
        assert suites(found, version) == set()
    for version in ("tls_1_0", "tls_1_1"):
        assert suites(found, version) == cbc
    old = suites(found, "tls_1_2")
    assert cbc < old and {"TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"} < old
    assert not any(word in name for name in old for word in ("RC4", "3DES", "NULL", "EXPORT", "MD5", "anon"))
    assert len(suites(found, "tls_1_3")) == 3


def test_serving_old_clients_opens_no_old_holes(found_for_old_clients):
    check_old_holes(found_for_old_clients)


def test_serving_old_clients_is_warned_about_at_each_start(tmp_path):
    agent, _ = started(tmp_path, "rsa", config="tls: { compatibility: true }\n")
    try:
        for _ in range(2):
            warning, = processes.eventually(
                lambda: [line for line in agent.log if " warning " in line and "compatibility: true" in line], 30,
                "the warning")
            assert "TLS 1.0 and 1.1" in warning and "forward secrecy" in warning
            agent.stop()
            agent.log.clear()
            agent.start()
    finally:
        agent.stop()


@pytest.mark.parametrize("serves", [False, True])
def test_the_suite_that_dash_once_demanded(tmp_path, serves):
    """TLS_RSA_WITH_AES_128_CBC_SHA over TLS 1.0, as a console of 2009 speaks it."""
    agent, _ = started(tmp_path, "rsa", config=f"tls: {{ compatibility: {json.dumps(serves)} }}\n")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("AES128-SHA:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    try:
        with socket.create_connection(("127.0.0.1", agent.port), timeout=30) as raw:
            if serves:
                with context.wrap_socket(raw) as connection:
                    assert connection.version() == "TLSv1" and connection.cipher()[0] == "AES128-SHA"
            else:
                with pytest.raises((ssl.SSLError, ConnectionError)):
                    context.wrap_socket(raw)
    finally:
        agent.stop()
