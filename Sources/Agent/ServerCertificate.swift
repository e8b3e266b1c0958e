import Control
import Engine
import Glibc
import Hashing
import Logging
import Model
import NIOCore
import Settings
import Synchronization
import Transport

/// The certificate for https: where it is kept, which one is in use, and its replacement while the agent runs.
/// Any thread.
final class ServerCertificate: Sendable {
  private let files: TLSFiles
  private let isFromSettings: Bool
  private let stateDirectory: String
  private let options: TLSOptions
  private let time: any TimeSource
  private let inUse = Mutex<ServedCertificate?>(nil)

  init(_ settings: TLSSettings, stateDirectory: String, time: any TimeSource) {
    let own = CertificateFiles.identityPath(stateDirectory: stateDirectory)
    files = settings.files ?? TLSFiles(certificate: own, key: own)
    isFromSettings = settings.files != nil
    options = settings.options
    self.stateDirectory = stateDirectory
    self.time = time
  }

  /// What is shown from the start.
  func identity(for address: ListenAddress) throws(TLSFilesError) -> TLSIdentity {
    guard isFromSettings || !isMissing else {
      throw TLSFilesError(
        "\(address) needs a certificate. Make one that signs itself: lantern cert ensure --state-dir \(stateDirectory)"
          + " (docs/certificates.md says how to have one from your own authority).")
    }
    let identity = try files.identity(options)
    inUse.withLock { $0 = identity.certificate }
    return identity
  }

  private var isMissing: Bool { access(files.certificate, F_OK) != 0 && errno == ENOENT }

  /// Reads the files anew and has the server show what is in them, if it works. The future fails with a sentence.
  ///
  /// Reading on the event loop keeps the order: who asks later shows what was written later.
  func reload(_ server: HTTPServer, on eventLoop: any EventLoop) -> EventLoopFuture<Void> {
    guard isUsed else { return eventLoop.makeSucceededVoidFuture() }
    return eventLoop.flatSubmit { [self] in
      let identity: TLSIdentity
      do throws(TLSFilesError) {
        identity = try files.identity(options)
      } catch {
        return eventLoop.makeFailedFuture(error)
      }
      return server.replaceIdentity(identity).map { [self] in inUse.withLock { $0 = identity.certificate } }
        .flatMapErrorThrowing { error in
          let reason = (error as? IdentityRefused)?.reason ?? "\(error)"
          throw TLSFilesError("The agent could not reach itself with the new certificate: \(reason).")
        }
    }
  }

  /// Whether there is an https address.
  var isUsed: Bool { inUse.withLock { $0 != nil } }

  /// What the control socket says of it; nil when there is no https address.
  var shown: ShownCertificate? {
    guard let certificate = inUse.withLock({ $0 }) else { return nil }
    let validity = Validity(notBefore: certificate.notBefore, notAfter: certificate.notAfter)
    let verdict = validity.judged(at: time.wallTime())
    return ShownCertificate(
      fingerprint: Hex.encode(certificate.sha256), notBefore: validity.firstSecond, notAfter: validity.lastSecond,
      daysLeft: verdict.daysLeft, file: files.certificate, isFromSettings: isFromSettings,
      warning: warning(verdict, validity))
  }

  private func warning(_ verdict: Validity.Verdict, _ validity: Validity) -> String? {
    let trouble: String
    switch verdict {
    case .valid(let days) where days >= Validity.warningDays: return nil
    case .clockIsWrong: return nil
    case .valid(let days): trouble = "expires on \(validity.lastSecond), in \(days) days"
    case .expired(let days): trouble = "expired on \(validity.lastSecond), \(days) days ago, and is shown all the same"
    case .notYet:
      return "The certificate for https in \(files.certificate) is not valid before \(validity.firstSecond), and the "
        + "clock says \(time.wallTime().iso8601). Is the clock right?"
    }
    let remedy =
      isFromSettings
      ? "Put a new one and its key there and send the agent SIGHUP."
      : "Replace it with lantern cert renew, or lantern cert csr and install."
    return "The certificate for https in \(files.certificate) \(trouble). \(remedy)"
  }

  /// Gives `tell` the warning, if there is one, now and every day for as long as the event loop lasts.
  func remind(on eventLoop: any EventLoop, _ tell: @escaping @Sendable (String) -> Void) {
    guard isUsed else { return }
    eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .hours(24)) { [self] _ in
      if let warning = shown?.warning { tell(warning) }
    }
  }

  /// What an operator should know of the way TLS is spoken, at each start.
  var weaknesses: String? {
    guard isUsed, options.servesOldClients else { return nil }
    return "tls: { compatibility: true } weakens every https address: TLS 1.0 and 1.1, AES-CBC with SHA-1 and, with an "
      + "RSA key, key exchange without forward secrecy are taken. Switch it off when the last old console is gone."
  }
}
